import fc from "fast-check";
import { expect, test } from "vitest";
import { formatFraction, fraction, toNumber } from "../../lib/core/fraction.ts";
import { writeValue } from "../../lib/core/write-value.ts";

test("writeValue finds the fraction that a number was made of", () => {
  const parts = fc
    .integer({ min: 1, max: 1000 })
    .chain((denominator) => fc.tuple(fc.integer({ min: 0, max: denominator }), fc.constant(denominator)));
  fc.assert(
    fc.property(parts, ([numerator, denominator]) => {
      const value = fraction(numerator, denominator);
      expect(writeValue(toNumber(value))).toBe(formatFraction(value));
    }),
  );
});

test("writeValue rounds what is no small fraction", () => {
  expect(writeValue(Math.SQRT1_2)).toBe("0.71");
});
