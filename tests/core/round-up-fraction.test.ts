import fc from "fast-check";
import { expect, test } from "vitest";
import { compare, decimalFraction, fraction } from "../../lib/core/fraction.ts";
import { roundUpFraction } from "../../lib/core/round-up-fraction.ts";

test("roundUpFraction gives the smallest fraction at or above with so small a denominator", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 60 }),
      (double, largest) => {
        const value = decimalFraction(double);
        let best = fraction(1n);
        for (let bottom = 1n; bottom <= BigInt(largest); bottom++) {
          const top = (value.numerator * bottom + value.denominator - 1n) / value.denominator;
          if (compare(fraction(top, bottom), best) < 0) best = fraction(top, bottom);
        }
        expect(roundUpFraction(value, BigInt(largest))).toEqual(best);
      },
    ),
  );
});

test("roundUpFraction leaves what is small enough, and is quick with what is tiny", () => {
  expect(roundUpFraction(fraction(1n, 3n), 3n)).toEqual(fraction(1n, 3n));
  expect(roundUpFraction(decimalFraction("5e-324"), 1_000_000n)).toEqual(fraction(1n, 1_000_000n));
  expect(roundUpFraction(decimalFraction(1 / 3), 1_000_000n)).toEqual(fraction(1n, 3n));
  expect(roundUpFraction(decimalFraction(0.6666666666666667), 1000n)).not.toEqual(fraction(2n, 3n));
});
