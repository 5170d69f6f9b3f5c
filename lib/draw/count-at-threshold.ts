import { compare, decimalFraction, fraction } from "../core/fraction.ts";

export type CountedValue = {
  readonly numerator: number;
  readonly denominator: number;
  readonly count: number;
};

/** How many nodes of a histogram lie strictly above the threshold (the decimal as written), and how many there are. */
export function countPositive(
  bins: readonly CountedValue[],
  threshold: number,
): { positive: number; all: number } {
  const limit = decimalFraction(threshold);
  let [positive, all] = [0, 0];
  for (const { numerator, denominator, count } of bins) {
    all += count;
    if (compare(fraction(numerator, denominator), limit) > 0) positive += count;
  }
  return { positive, all };
}
