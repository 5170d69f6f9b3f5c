import type { CountedValue } from "./count-positive.ts";

export type Bar = { readonly from: number; readonly to: number; readonly count: number; readonly text: string };

/**
 * One bar a value as long as they are few; above `most`, equal slices of 0 … 1, the last one closed, so that
 * runs with much branching stay readable. Empty slices are left out.
 */
export function gatherBins(bins: readonly CountedValue[], most = 16): Bar[] {
  const exact = bins.map(({ numerator, denominator, count }) => {
    const value = numerator / denominator;
    const text = denominator === 1 ? String(numerator) : `${numerator}/${denominator}`;
    return { from: value, to: value, count, text };
  });
  if (exact.length <= most) return exact;
  const slices = new Map<number, Bar>();
  for (const bar of exact) {
    const slice = Math.min(most - 1, Math.floor(bar.from * most));
    const known = slices.get(slice);
    slices.set(
      slice,
      known
        ? { from: known.from, to: bar.to, count: known.count + bar.count, text: `${known.text.split(" – ")[0]} – ${bar.text}` }
        : bar,
    );
  }
  return [...slices.entries()].sort(([a], [b]) => a - b).map(([, bar]) => bar);
}
