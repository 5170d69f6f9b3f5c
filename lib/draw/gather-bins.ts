import type { CountedValue } from "./count-at-threshold.ts";

export type Bar = {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly text: string;
  /** The lowest and the highest value in it, exactly. */
  readonly lowest: Ratio;
  readonly highest: Ratio;
};
type Ratio = { readonly numerator: number; readonly denominator: number };

/** Values are printed over their common denominator up to here: 3/9 among ninths, where 1/3 would hide the scale. */
const largestCommon = 27;

function commonDenominator(bins: readonly CountedValue[]): number | null {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let common = 1;
  for (const { denominator } of bins) {
    common = (common / divisor(common, denominator)) * denominator;
    if (common > largestCommon) return null;
  }
  return common;
}

function printValue({ numerator, denominator }: CountedValue, common: number | null): string {
  if (denominator === 1) return String(numerator);
  return common === null ? `${numerator}/${denominator}` : `${(numerator * common) / denominator}/${common}`;
}

/**
 * One bar a value as long as they are few; above `most`, equal slices of 0 … 1, the last one closed, so that
 * runs with much branching stay readable. Empty slices are left out.
 */
export function gatherBins(bins: readonly CountedValue[], most = 16): Bar[] {
  const common = commonDenominator(bins);
  const exact = bins.map((bin): Bar => {
    const value = bin.numerator / bin.denominator;
    const exactly = { numerator: bin.numerator, denominator: bin.denominator };
    return {
      from: value,
      to: value,
      count: bin.count,
      text: printValue(bin, common),
      lowest: exactly,
      highest: exactly,
    };
  });
  if (exact.length <= most) return exact;
  const slices = new Map<number, Bar>();
  for (const bar of exact) {
    const slice = Math.min(most - 1, Math.floor(bar.from * most));
    const known = slices.get(slice);
    slices.set(
      slice,
      known
        ? {
            from: known.from,
            to: bar.to,
            count: known.count + bar.count,
            text: `${known.text.split(" – ")[0]} – ${bar.text}`,
            lowest: known.lowest,
            highest: bar.highest,
          }
        : bar,
    );
  }
  return [...slices.entries()].sort(([a], [b]) => a - b).map(([, bar]) => bar);
}
