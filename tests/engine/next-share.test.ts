import fc from "fast-check";
import { expect, test } from "vitest";
import type { Share } from "../../db/queries/endpoint-shares.ts";
import { fairShares } from "../../lib/engine/fair-share.ts";
import { nextShare } from "../../lib/engine/next-share.ts";

test("fairShares(limit, demands) gives no more than asked for or there is, wastes nothing, and takes from nobody who has less", () => {
  fc.assert(
    fc.property(fc.nat(50), fc.array(fc.nat(30), { minLength: 1, maxLength: 6 }), (limit, demands) => {
      const shares = fairShares(limit, demands);
      const sum = shares.reduce((a, b) => a + b, 0);
      expect(shares.every((share, index) => share <= demands[index]!)).toBe(true);
      expect(sum).toBe(
        Math.min(
          limit,
          demands.reduce((a, b) => a + b, 0),
        ),
      );
      for (const [index, share] of shares.entries())
        if (share < demands[index]!) expect(Math.max(...shares)).toBeLessThanOrEqual(share + 1);
    }),
  );
});

type Process = { share: Share | null; allowed: number; inFlight: number; demand: number };

/** One move of one process: it settles, its demand changes, requests start (as far as allowed) or end, or a minute passes. */
const anyMove = fc.record({
  who: fc.nat(3),
  what: fc.constantFrom("settle", "settle", "demand", "start", "end", "minute"),
  amount: fc.nat(20),
});

test("nextShare(own, shares), settled by any processes in any order, never grants beyond the limit, at once or a minute", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 16 }), fc.array(anyMove, { maxLength: 120 }), (limit, moves) => {
      const all: Process[] = Array.from({ length: 4 }, () => ({
        share: null,
        allowed: 0,
        inFlight: 0,
        demand: 0,
      }));
      let nowMs = 0;
      const heldUntil = new Map<Process, number>();
      const sharesOf = () =>
        all.flatMap((process) =>
          process.share === null
            ? []
            : [
                {
                  ...process.share,
                  rateHeldMs: (heldUntil.get(process) ?? 0) > nowMs ? heldUntil.get(process)! - nowMs : null,
                },
              ],
        );
      for (const { who, what, amount } of moves) {
        const own = all[who]!;
        if (what === "demand") own.demand = amount;
        if (what === "start") own.inFlight = Math.max(own.inFlight, Math.min(own.allowed, amount));
        if (what === "end") own.inFlight = Math.max(0, own.inFlight - amount);
        if (what === "minute") nowMs += amount * 5000;
        if (what === "settle") {
          const { allowed, ...share } = nextShare(
            {
              sharer: `process_${who}`,
              demand: Math.max(own.demand, own.inFlight),
              inFlight: own.inFlight,
              limit,
              perMinute: null,
              closedMs: null,
              closedReason: null,
            },
            sharesOf(),
          );
          Object.assign(own, { share, allowed });
          heldUntil.set(own, share.rateHeldMs === null ? 0 : nowMs + share.rateHeldMs);
        }
        const shares = sharesOf();
        expect(all.reduce((sum, { inFlight }) => sum + inFlight, 0)).toBeLessThanOrEqual(limit);
        expect(shares.reduce((sum, { granted }) => sum + granted, 0)).toBeLessThanOrEqual(limit);
        const rates = shares.reduce(
          (sum, { rate, rateHeld, rateHeldMs }) => sum + (rateHeldMs === null ? rate : rateHeld),
          0,
        );
        expect(rates).toBeLessThanOrEqual(1 + 1e-9);
      }
    }),
  );
});

test("nextShare(own, shares), settled in turns while all want more, ends at equal parts", () => {
  const shares: Share[] = [];
  const settle = (sharer: string, inFlight: number) => {
    const { allowed, ...share } = nextShare(
      { sharer, demand: 12, inFlight, limit: 12, perMinute: null, closedMs: null, closedReason: null },
      shares,
    );
    shares.splice(0, shares.length, ...shares.filter((other) => other.sharer !== sharer), share);
    return allowed;
  };
  expect(settle("a", 0)).toBe(12);
  // The second comes while all places are in use: it waits for those that end.
  expect(settle("b", 0)).toBe(0);
  expect(settle("a", 12)).toBe(6);
  expect(settle("b", 0)).toBe(0);
  expect(settle("a", 8)).toBe(6);
  expect(settle("b", 0)).toBe(4);
  expect(settle("a", 6)).toBe(6);
  expect(settle("b", 4)).toBe(6);
  // A process that has nothing more to do leaves its part.
  shares.splice(
    0,
    shares.length,
    ...shares.map((share) => (share.sharer === "a" ? { ...share, demand: 0, granted: 0 } : share)),
  );
  expect(settle("b", 6)).toBe(12);
});

test.each([
  [1, 1],
  [3, 3],
  [10, 8],
])(
  "nextShare(own, shares) of %i requests a minute leaves %i of them to four processes that all want some",
  (perMinute, used) => {
    const names = ["a", "b", "c", "d"];
    const shares = new Map<string, Share>();
    for (const sharer of [...names, ...names]) {
      const own = {
        sharer,
        demand: 5,
        inFlight: 0,
        limit: 20,
        perMinute,
        closedMs: null,
        closedReason: null,
      };
      const { allowed: _, ...share } = nextShare(own, [...shares.values()]);
      // A minute has gone by: what was given up is free.
      shares.set(sharer, { ...share, rateHeld: share.rate, rateHeldMs: null });
    }
    const whole = [...shares.values()].map(({ rate }) => Math.floor(perMinute * rate + 1e-9));
    expect(whole.reduce((sum, own) => sum + own, 0)).toBe(used);
  },
);
