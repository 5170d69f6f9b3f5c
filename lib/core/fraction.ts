/** An exact value: `numerator / denominator`, reduced, denominator above 0. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** The reduced fraction of two whole numbers. Throws RangeError when the denominator is 0. */
export function fraction(numerator: bigint | number, denominator: bigint | number = 1n): Fraction {
  const [top, bottom] = [BigInt(numerator), BigInt(denominator)];
  if (bottom === 0n) throw new RangeError(`fraction with denominator 0: ${top}/0`);
  const divisor = greatestCommonDivisor(top, bottom) * (bottom < 0n ? -1n : 1n);
  return { numerator: top / divisor, denominator: bottom / divisor };
}

export const zero: Fraction = { numerator: 0n, denominator: 1n };
export const one: Fraction = { numerator: 1n, denominator: 1n };

/** The exact sum. */
export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** The exact difference `a - b`. */
export function subtract(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);
}

/** Negative, zero or positive as `a` is below, equal to or above `b`; cross-multiplied, so exact. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The exact mean, or null of an empty list. */
export function mean(values: readonly Fraction[]): Fraction | null {
  if (values.length === 0) return null;
  const sum = values.reduce(add, zero);
  return fraction(sum.numerator, sum.denominator * BigInt(values.length));
}

/**
 * The decimal as written, exactly: 0.6 is 6/10, not the float below it. Takes what JavaScript prints
 * for a finite number, exponents too. Throws RangeError for anything else.
 */
export function decimalFraction(value: number | string): Fraction {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i.exec(String(value));
  if (!match) throw new RangeError(`not a finite decimal: ${value}`);
  const [, sign, whole = "0", part = "", exponent = "0"] = match;
  const digits = BigInt(whole + part) * (sign === "-" ? -1n : 1n);
  const shift = Number(exponent) - part.length;
  return shift >= 0 ? fraction(digits * 10n ** BigInt(shift)) : fraction(digits, 10n ** BigInt(-shift));
}

/** The nearest float; for the wire and the screen only, never for a comparison. */
export function toNumber(value: Fraction): number {
  return Number(value.numerator) / Number(value.denominator);
}

/** "5/9", or "0", "1" where the denominator is 1. */
export function formatFraction(value: Fraction): string {
  return value.denominator === 1n ? String(value.numerator) : `${value.numerator}/${value.denominator}`;
}
