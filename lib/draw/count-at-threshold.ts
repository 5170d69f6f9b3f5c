import { compare, decimalFraction, fraction } from "../core/fraction.ts";

export type CountedValue = {
  readonly numerator: number;
  readonly denominator: number;
  readonly count: number;
};

/** With the pairs that there are while the threshold is at the value or above it, below the next one. */
export type PairedValue = CountedValue & { readonly pairs: number };

export type ThresholdCounts = {
  readonly positive: number;
  readonly all: number;
  readonly pairs: number;
  /** Nodes whose value is the threshold itself: not above it. */
  readonly tied: number;
};

/** What a threshold (the decimal as written) makes of a role's values, given rising: exact, from the counts alone. */
export function countAtThreshold(bins: readonly PairedValue[], threshold: number): ThresholdCounts {
  const limit = decimalFraction(threshold);
  let [positive, all, pairs, tied] = [0, 0, 0, 0];
  for (const bin of bins) {
    const side = compare(fraction(bin.numerator, bin.denominator), limit);
    all += bin.count;
    if (side > 0) positive += bin.count;
    else pairs = bin.pairs;
    if (side === 0) tied += bin.count;
  }
  return { positive, all, pairs, tied };
}
