import { MalthouseError } from "../../core/errors.ts";
import { fraction, one, zero, type Fraction } from "../../core/fraction.ts";
import { limits } from "../limits.ts";
import { addSums, isOpaque, multiplySums, reduceTerm, sumOf, sumText, type Sum, type Term } from "./sum.ts";

/** `top / bottom`; a bottom of one term is divided out, so most ratios have the bottom 1. */
export type Ratio = { readonly top: Sum; readonly bottom: Sum };

const unit: Sum = sumOf([{ coefficient: one, powers: new Map() }]);

export const ratioOf = (value: Fraction): Ratio => ({
  top: sumOf([{ coefficient: value, powers: new Map() }]),
  bottom: unit,
});
export const ratioOfAtom = (atom: string, exponent: Fraction = one): Ratio => ({
  top: sumOf([reduceTerm(one, new Map([[atom, exponent]]))]),
  bottom: unit,
});

/** The only term of a ratio without a sum in it, or null. */
export const termOf = ({ top, bottom }: Ratio): Term | null =>
  bottom.size === 1 && sumText(bottom) === sumText(unit) && top.size === 1
    ? ([...top.values()][0] ?? null)
    : null;

/** The rational value, or null where the ratio holds an atom. */
export function constantOf(ratio: Ratio): Fraction | null {
  if (ratio.top.size === 0) return zero;
  const term = termOf(ratio);
  return term && term.powers.size === 0 ? term.coefficient : null;
}

export const invertTerm = ({ coefficient, powers }: Term): Term =>
  reduceTerm(
    fraction(coefficient.denominator, coefficient.numerator),
    new Map(
      [...powers].map(([atom, { numerator, denominator }]) => [atom, fraction(-numerator, denominator)]),
    ),
  );

function settle(top: Sum, bottom: Sum): Ratio {
  const [only, ...others] = bottom.values();
  if (!only) throw new MalthouseError("invalid_request", "the answer divides by zero");
  if (others.length > 0)
    return sumText(top) === sumText(bottom) ? { top: unit, bottom: unit } : { top, bottom };
  return { top: multiplySums(top, sumOf([invertTerm(only)])), bottom: unit };
}

export function addRatios(a: Ratio, b: Ratio): Ratio {
  if (sumText(a.bottom) === sumText(b.bottom)) return settle(addSums(a.top, b.top), a.bottom);
  return settle(
    addSums(multiplySums(a.top, b.bottom), multiplySums(b.top, a.bottom)),
    multiplySums(a.bottom, b.bottom),
  );
}

export const multiplyRatios = (a: Ratio, b: Ratio): Ratio =>
  settle(multiplySums(a.top, b.top), multiplySums(a.bottom, b.bottom));

/** Throws MalthouseError where the ratio is zero. */
export const invertRatio = (a: Ratio): Ratio => settle(a.bottom, a.top);
export const negateRatio = (a: Ratio): Ratio => multiplyRatios(a, ratioOf(fraction(-1)));
export const subtractRatios = (a: Ratio, b: Ratio): Ratio => addRatios(a, negateRatio(b));

/** To a whole power by squaring. Throws MalthouseError `too_large` above the limits. */
export function powerOfRatio(base: Ratio, exponent: bigint): Ratio {
  if (exponent < 0n) return powerOfRatio(invertRatio(base), -exponent);
  if (exponent > BigInt(limits.exponent))
    throw new MalthouseError("too_large", "a power in the answer is too high");
  let [result, square, left] = [ratioOf(one), base, exponent];
  while (left > 0n) {
    if (left % 2n === 1n) result = multiplyRatios(result, square);
    left /= 2n;
    if (left > 0n) square = multiplyRatios(square, square);
  }
  return result;
}

/** Cross-multiplied, so exact. */
export const isSameRatio = (a: Ratio, b: Ratio): boolean =>
  sumText(multiplySums(a.top, b.bottom)) === sumText(multiplySums(b.top, a.bottom));

export const ratioText = ({ top, bottom }: Ratio): string => `(${sumText(top)})/(${sumText(bottom)})`;
export const isOpaqueRatio = (a: Ratio): boolean => isOpaque(a.top) || isOpaque(a.bottom);
