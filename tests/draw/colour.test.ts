import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalFraction, fraction, compare } from "../../lib/core/fraction.ts";
import { valueColour, valueInk, valueStop } from "../../lib/draw/colour.ts";

test("valueStop(value, threshold) puts a value on the side that exact arithmetic puts it", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1728 }),
      fc.nat(1728),
      fc.integer({ min: 1, max: 999_999 }),
      (all, some, micro) => {
        const right = Math.min(some, all);
        const threshold = micro / 1_000_000;
        const side = compare(fraction(right, all), decimalFraction(threshold));
        const stop = valueStop(right / all, threshold);
        expect(Math.sign(stop - 9)).toBe(Math.sign(side));
        expect(stop).toBeGreaterThanOrEqual(0);
        expect(stop).toBeLessThanOrEqual(18);
      },
    ),
  );
});

test("valueStop(value, threshold) never falls while the value rises", () => {
  for (const threshold of [0, 0.1, 0.5, 0.6, 1]) {
    const stops = Array.from({ length: 101 }, (_, percent) => valueStop(percent / 100, threshold));
    expect(stops).toEqual(stops.toSorted((a, b) => a - b));
  }
});

test("valueStop keeps a notch between 4/9 and 5/9 at one half", () => {
  expect([0, 4 / 9, 0.5, 5 / 9, 1].map((value) => valueStop(value, 0.5))).toEqual([0, 7, 9, 11, 18]);
});

test("valueColour(null) and valueInk(null) are no colour of the scale", () => {
  expect([valueColour(null, 0.5), valueInk(null, 0.5)]).toEqual(["var(--sunken)", "var(--ink2)"]);
  expect([valueColour(1, 0.5), valueInk(1, 0.5)]).toEqual(["var(--v18)", "var(--g18)"]);
});
