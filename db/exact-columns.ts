import { MalthouseError } from "../lib/core/errors.ts";
import type { Fraction } from "../lib/core/fraction.ts";

type FractionColumns = { valueNumerator: number | null; valueDenominator: number | null };

/** One of the numbers of a fraction as a column takes it. Throws MalthouseError invalid_request above 53 bits. */
export function wholeNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw new MalthouseError(
      "invalid_request",
      `${value} is above 53 bits: this tree is too uneven for exact values.`,
    );
  }
  return number;
}

/** A value as its two columns; both null where there is none. */
export const toColumns = (value: Fraction | null): FractionColumns =>
  value === null
    ? { valueNumerator: null, valueDenominator: null }
    : { valueNumerator: wholeNumber(value.numerator), valueDenominator: wholeNumber(value.denominator) };
