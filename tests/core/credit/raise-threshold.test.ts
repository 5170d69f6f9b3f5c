import fc from "fast-check";
import { expect, test } from "vitest";
import { raiseThreshold } from "../../../lib/core/credit/raise-threshold.ts";
import { fraction, toNumber } from "../../../lib/core/fraction.ts";

test("raiseThreshold adds alpha times the values' variance, exactly", () => {
  const thirds = [fraction(1), fraction(1, 3), fraction(0)];
  // Mean 4/9, mean of squares 10/27, so the variance is 30/81 - 16/81 = 14/81.
  expect(raiseThreshold(fraction(1, 2), fraction(1), thirds)).toEqual(fraction(109, 162));
  expect(raiseThreshold(fraction(1, 2), fraction(3, 2), [fraction(1), fraction(0)])).toEqual(fraction(7, 8));
  expect(raiseThreshold(fraction(1, 2), fraction(1), [])).toEqual(fraction(1, 2));
});

test("raiseThreshold follows the mean squared distance, never falls, and rises by a quarter of alpha at most", () => {
  const anyValue = fc.tuple(fc.nat(9), fc.integer({ min: 9, max: 12 }));
  fc.assert(
    fc.property(fc.array(anyValue, { minLength: 1, maxLength: 6 }), fc.nat(20), (values, alpha) => {
      const floats = values.map(([top, bottom]) => top / bottom);
      const middle = floats.reduce((sum, value) => sum + value, 0) / floats.length;
      const spread = floats.reduce((sum, value) => sum + (value - middle) ** 2, 0) / floats.length;
      const raised = raiseThreshold(
        fraction(1, 2),
        fraction(alpha, 10),
        values.map(([top, bottom]) => fraction(top, bottom)),
      );
      expect(toNumber(raised)).toBeCloseTo(0.5 + (alpha / 10) * spread, 9);
      expect(toNumber(raised)).toBeGreaterThanOrEqual(0.5);
      expect(toNumber(raised)).toBeLessThanOrEqual(0.5 + alpha / 40);
    }),
  );
});
