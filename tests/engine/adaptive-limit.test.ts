import fc from "fast-check";
import { expect, test } from "vitest";
import { createAdaptiveLimit, type AdaptiveLimit } from "../../lib/engine/adaptive-limit.ts";

/** A limit on a clock that stands until the test moves it, and a server of so many places that never refuses. */
function bench(cap: number, places = Number.POSITIVE_INFINITY) {
  const clock = { ms: 1000 };
  const limit = createAdaptiveLimit(cap, () => clock.ms);
  /** One round with the whole limit in use: a request takes a second of 100 tokens, longer where the server queues. */
  const round = (): void => {
    const [inFlight, startedAt] = [limit.value, clock.ms];
    clock.ms += 1000 * Math.max(1, inFlight / places);
    for (let time = 0; time < inFlight; time++)
      limit.noteSuccess({ inFlight, startedAt, completionTokens: 100 });
  };
  return { clock, limit, round };
}

test("createAdaptiveLimit reaches 512 places in five clean rounds", () => {
  const { limit, round } = bench(512);
  const seen = Array.from({ length: 6 }, () => {
    round();
    return limit.value;
  });
  expect(seen).toEqual([40, 80, 160, 320, 512, 512]);
});

test("a doubling that brings no more tokens a second is taken back, and tried again after five minutes", () => {
  const { clock, limit, round } = bench(512, 40);
  round();
  expect(limit.value).toBe(40);
  round();
  expect(limit.value).toBe(80);
  round();
  expect(limit.value).toBe(40);
  expect(limit.reason).toBe("back to 40: 80 at once brought no more tokens a second");
  for (let time = 0; time < 20; time++) round();
  expect(limit.value).toBe(40);
  clock.ms += 5 * 60_000;
  round();
  expect(limit.value).toBe(80);
  round();
  expect(limit.value).toBe(40);
});

test("answers of unknown length never hold the growth", () => {
  const limit = createAdaptiveLimit(100, () => 0);
  for (let time = 0; time < 500; time++)
    limit.noteSuccess({ inFlight: limit.value, startedAt: 0, completionTokens: 0 });
  expect(limit.value).toBe(100);
});

test("below sixteen answers a round, chance decides the rate, so it holds nothing", () => {
  const { limit, round } = bench(7, 1);
  limit.setCap(100);
  round();
  round();
  expect(limit.value).toBe(28);
});

test("cut takes a fifth at most once in 15 s, later where the endpoint asks to wait longer", () => {
  const { clock, limit } = bench(64);
  limit.cut(0);
  limit.cut(0);
  expect(limit.value).toBe(16);
  clock.ms += 14_999;
  limit.cut(0);
  expect(limit.value).toBe(16);
  clock.ms += 1;
  limit.cut(40_000);
  expect(limit.value).toBe(12);
  clock.ms += 39_999;
  limit.cut(0);
  expect(limit.value).toBe(12);
  clock.ms += 1;
  limit.cut(0);
  expect(limit.value).toBe(9);
  expect(limit.reason).toBe("cut from 12 to 9: the endpoint refused a request (429)");
});

test("setCap lowers at once and says so; a higher cap is grown into", () => {
  const { limit, round } = bench(64);
  limit.setCap(7);
  expect(limit).toMatchObject({ value: 7, reason: expect.stringContaining("lowered from 20 to 7") });
  limit.setCap(64);
  expect(limit.value).toBe(7);
  round();
  expect(limit.value).toBe(14);
});

test("the limit stays between 1 and the cap whatever happens", () => {
  const event = fc.oneof(
    fc.record({
      kind: fc.constant("answers" as const),
      count: fc.nat(300),
      used: fc.double({ min: 0, max: 2, noNaN: true }),
    }),
    fc.record({ kind: fc.constant("cut" as const), waitMs: fc.nat(60_000) }),
    fc.record({ kind: fc.constant("failure" as const) }),
    fc.record({ kind: fc.constant("cap" as const), cap: fc.integer({ min: 1, max: 1024 }) }),
    fc.record({ kind: fc.constant("wait" as const), ms: fc.nat(400_000) }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1024 }), fc.array(event, { maxLength: 40 }), (firstCap, events) => {
      let [cap, ms] = [firstCap, 0];
      const limit: AdaptiveLimit = createAdaptiveLimit(cap, () => ms);
      for (const one of events) {
        if (one.kind === "cap") limit.setCap((cap = one.cap));
        else if (one.kind === "cut") limit.cut(one.waitMs);
        else if (one.kind === "failure") limit.noteFailure();
        else if (one.kind === "wait") ms += one.ms;
        else
          for (let time = 0; time < one.count; time++)
            limit.noteSuccess({
              inFlight: one.used * limit.value,
              startedAt: ms - 10,
              completionTokens: time,
            });
        expect(limit.value).toBeGreaterThanOrEqual(1);
        expect(limit.value).toBeLessThanOrEqual(cap);
        expect(Number.isInteger(limit.value)).toBe(true);
      }
    }),
  );
});
