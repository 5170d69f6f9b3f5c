import fc from "fast-check";
import { expect, test } from "vitest";
import {
  add,
  compare,
  decimalFraction,
  formatFraction,
  fraction,
  mean,
  subtract,
  toNumber,
} from "../../lib/core/fraction.ts";

const anyFraction = () =>
  fc
    .tuple(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: 1, max: 5000 }))
    .map(([n, d]) => fraction(n, d));

test("compare(a, b) agrees with whole-number cross-multiplication for any two fractions", () => {
  fc.assert(
    fc.property(
      fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: 1, max: 999 })),
      fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: 1, max: 999 })),
      ([a, b], [c, d]) => {
        expect(compare(fraction(a, b), fraction(c, d))).toBe(Math.sign(a * d - c * b));
      },
    ),
  );
});

test("subtract undoes add, and a mean of equal values is that value", () => {
  fc.assert(
    fc.property(anyFraction(), anyFraction(), fc.integer({ min: 1, max: 12 }), (a, b, n) => {
      expect(subtract(add(a, b), b)).toEqual(a);
      expect(mean(Array.from({ length: n }, () => a))).toEqual(a);
    }),
  );
  expect(mean([])).toBeNull();
});

test("decimalFraction(x) is the decimal as written, whatever float lies beneath it", () => {
  expect(decimalFraction(0.6)).toEqual(fraction(3, 5));
  expect(decimalFraction(1e-7)).toEqual(fraction(1, 10_000_000));
  expect(decimalFraction("0.50")).toEqual(fraction(1, 2));
  expect(decimalFraction(-2.5)).toEqual(fraction(-5, 2));
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, "", "1/2", "0x10"])
    expect(() => decimalFraction(bad)).toThrow(RangeError);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (millionths) => {
      expect(decimalFraction(millionths / 1_000_000)).toEqual(fraction(millionths, 1_000_000));
    }),
  );
});

test("formatFraction writes whole numbers without a denominator, and fraction refuses a zero one", () => {
  expect([fraction(5, 9), fraction(4, 4), fraction(0, 7), fraction(3, -6)].map(formatFraction)).toEqual([
    "5/9",
    "1",
    "0",
    "-1/2",
  ]);
  expect(() => fraction(1, 0)).toThrow(RangeError);
  expect(toNumber(fraction(1, 4))).toBe(0.25);
});
