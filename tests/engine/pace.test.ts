import fc from "fast-check";
import { expect, test } from "vitest";
import { createPace } from "../../lib/engine/pace.ts";

test("createPace(nodes, now) knows nothing before it has looked twice", () => {
  const pace = createPace(40, 1000);
  expect([pace.recent(), pace.overall()]).toEqual([null, null]);
  pace.see(41, 1100);
  expect([pace.recent(), pace.overall()]).toEqual([null, null]);
});

test("recent() follows the last ten seconds, overall() the whole time", () => {
  const pace = createPace(0, 0);
  for (let second = 1; second <= 60; second++) pace.see(second * 5, second * 1000);
  for (let second = 61; second <= 70; second++) pace.see(300 + (second - 60) * 20, second * 1000);
  expect(pace.recent()).toBeCloseTo(20);
  expect(pace.overall()).toBeCloseTo(500 / 70);
  pace.see(500, 80_000);
  expect(pace.recent()).toBeCloseTo(0);
});

test("steady() goes by the last minute: answers that come in waves move it little", () => {
  const pace = createPace(0, 0);
  const seen: number[] = [];
  // Sixty answers each twelve seconds: five a second.
  for (let second = 1; second <= 300; second++) {
    pace.see(60 * Math.floor(second / 12), second * 1000);
    if (second > 60) seen.push(pace.steady()!);
  }
  expect(Math.min(...seen)).toBeGreaterThan(3.9);
  expect(Math.max(...seen)).toBeLessThan(6.1);
  for (let second = 301; second <= 360; second++) pace.see(1500 + (second - 300) * 20, second * 1000);
  expect(pace.steady()).toBeCloseTo(20);
});

test("recent() of a run that nobody looked at for long is the mean since the last look", () => {
  const pace = createPace(0, 0);
  pace.see(10, 1000);
  pace.see(10 + 3600, 3_601_000);
  expect(pace.recent()).toBeCloseTo(1);
});

test("even growth shows as its own pace however often one looks", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 500, noNaN: true }),
      fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 2, maxLength: 200 }),
      (perSecond, steps) => {
        const pace = createPace(0, 0);
        let at = 0;
        for (const step of steps) {
          at += step;
          pace.see((perSecond * at) / 1000, at);
        }
        if (at < 200) return;
        expect(pace.recent()).toBeCloseTo(perSecond, 6);
        expect(pace.steady()).toBeCloseTo(perSecond, 6);
        expect(pace.overall()).toBeCloseTo(perSecond, 6);
      },
    ),
  );
});
