import { compare, decimalFraction, type Fraction, fraction } from "../core/fraction.ts";

type Ratio = { readonly numerator: number; readonly denominator: number };

/** MALT §4.2's threshold: where it will do, nothing else is offered. */
const usual = 0.5;
/** As many decimals as a threshold may have. */
const mostDigits = 6;

/**
 * One threshold for each gap between neighbouring values that a threshold can tell apart, rising: the shortest decimal in
 * the gap, nearest to its middle, and 0.5 where that lies in it. A threshold anywhere in a gap gives the same labels, so
 * these are all there are. `values` in any order; above the highest there is nothing to tell apart.
 */
export function readableThresholds(values: readonly Ratio[]): number[] {
  const sorted = values
    .map(({ numerator, denominator }) => fraction(numerator, denominator))
    .sort(compare)
    .filter((value, at, all) => at === 0 || compare(value, all[at - 1] ?? value) !== 0);
  return sorted.slice(1).flatMap((to, at) => {
    const from = sorted[at];
    return from ? (readableIn(from, to) ?? []) : [];
  });
}

/** A value at the lower bound is not above the threshold there, so the bound itself is in the gap, but told apart worse. */
function readableIn(from: Fraction, to: Fraction): number | null {
  const isIn = (decimal: number, mayTouch: boolean): boolean => {
    const value = decimalFraction(decimal);
    const side = compare(value, from);
    return compare(value, to) < 0 && (mayTouch ? side >= 0 : side > 0);
  };
  if (isIn(usual, true)) return usual;
  const middle =
    (Number(from.numerator) / Number(from.denominator) + Number(to.numerator) / Number(to.denominator)) / 2;
  for (let digits = 1; digits <= mostDigits; digits++) {
    const decimal = Number(middle.toFixed(digits));
    if (isIn(decimal, false)) return decimal;
  }
  return null;
}

/** The readable threshold of the gap that a dragged one lies in; the nearest where it lies outside all of them. */
export function snapThreshold(dragged: number, stops: readonly number[], values: readonly Ratio[]): number {
  const bounds = [...new Set(values.map(({ numerator, denominator }) => numerator / denominator))].sort(
    (a, b) => a - b,
  );
  const gap = bounds.findLastIndex((bound) => bound <= dragged);
  const inGap = stops.find((stop) => stop >= (bounds[gap] ?? 0) && stop < (bounds[gap + 1] ?? 1));
  if (inGap !== undefined) return inGap;
  return stops.reduce(
    (best, stop) => (Math.abs(stop - dragged) < Math.abs(best - dragged) ? stop : best),
    stops[0] ?? dragged,
  );
}
