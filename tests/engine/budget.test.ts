import fc from "fast-check";
import { expect, test } from "vitest";
import { createLedger, nothing, type Spend } from "../../lib/engine/budget.ts";

const spend = fc.record({
  usd: fc.double({ min: 0, max: 2, noNaN: true }),
  tokens: fc.nat(500),
  requests: fc.nat(2),
});
const names = ["usd", "tokens", "requests"] as const;

test("a ledger never passes a cap, however many requests hold reservations and whatever share of them they use", () => {
  fc.assert(
    fc.property(
      fc.record({
        usd: fc.double({ min: 0.01, max: 10, noNaN: true }),
        tokens: fc.integer({ min: 1, max: 3000 }),
        requests: fc.integer({ min: 1, max: 12 }),
      }),
      fc.subarray([...names], { minLength: 1 }),
      fc.array(
        fc.record({ worst: spend, share: fc.double({ min: 0, max: 1, noNaN: true }), holds: fc.nat(6) }),
        { maxLength: 60 },
      ),
      (caps, capped, asked) => {
        const budget = Object.fromEntries(capped.map((name) => [name, caps[name]]));
        const ledger = createLedger(nothing, budget);
        const held: { worst: Spend; used: Spend }[] = [];
        let refusals = 0;
        for (const { worst, share, holds } of asked) {
          const used = {
            usd: worst.usd * share,
            tokens: Math.floor(worst.tokens * share),
            requests: worst.requests,
          };
          const before = { spent: ledger.spent, reserved: ledger.reserved };
          if (ledger.reserve(worst)) held.push({ worst, used });
          else {
            refusals += 1;
            // A refusal changes nothing, and is right: some cap would be passed.
            expect({ spent: ledger.spent, reserved: ledger.reserved }).toEqual(before);
            expect(
              capped.some((name) => before.spent[name] + before.reserved[name] + worst[name] > caps[name]),
            ).toBe(true);
          }
          while (held.length > holds) {
            const { worst: back, used: real } = held.shift()!;
            ledger.settle(back, real);
          }
          for (const name of capped)
            expect(ledger.spent[name] + ledger.reserved[name]).toBeLessThanOrEqual(caps[name] * (1 + 1e-9));
        }
        for (const { worst: back, used } of held) ledger.settle(back, used);
        for (const name of names) expect(ledger.reserved[name]).toBeCloseTo(0, 9);
        for (const name of capped) expect(ledger.spent[name]).toBeLessThanOrEqual(caps[name] * (1 + 1e-9));
        expect(refusals).toBeLessThanOrEqual(asked.length);
      },
    ),
  );
});

test("a raised budget counts from the next reservation, and none is none", () => {
  const ledger = createLedger({ usd: 0, tokens: 0, requests: 9 }, { requests: 10 });
  const one = { ...nothing, requests: 1 };
  expect([ledger.reserve(one), ledger.reserve(one)]).toEqual([true, false]);
  ledger.setBudget({ requests: 11 });
  expect([ledger.reserve(one), ledger.reserve(one)]).toEqual([true, false]);
  ledger.setBudget(null);
  expect(ledger.reserve({ usd: 1e9, tokens: 1e9, requests: 1e9 })).toBe(true);
});
