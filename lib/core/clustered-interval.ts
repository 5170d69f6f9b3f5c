/** Where a value lies with 95 % confidence, `low` … `high` within 0 … 1, and how much evidence that rests on. */
export type ClusteredInterval = {
  readonly low: number;
  readonly high: number;
  readonly groups: number;
  /** How many independent leaves the leaves are worth: between `groups` and their number. */
  readonly effectiveLeaves: number;
};

const z = 1.959964;

/**
 * A 95 % interval for a mean of groups of alike leaves: Wilson's, with the leaves divided by their design effect
 * (Kish 1965). `groups` are the children's values, 0 … 1; `leaves` is how many leaves below them have a value.
 * The design effect is the variance seen between groups over that of independent leaves, kept between 1 and the
 * size of a group, with one made-up group that is all alike: few groups show too little of their spread.
 * Null with fewer than two groups, where nothing tells how alike they are, unless each leaf is a group.
 */
export function clusteredInterval(groups: readonly number[], leaves: number): ClusteredInterval | null {
  const count = groups.length;
  if (count === 0 || leaves < count || (count < 2 && leaves > 1)) return null;
  const mean = groups.reduce((sum, value) => sum + value, 0) / count;
  const largest = leaves / count;
  const spread = groups.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, count - 1);
  const independent = mean * (1 - mean);
  const seen = independent === 0 ? largest : (spread * leaves) / (count * independent);
  const kept = Math.min(largest, Math.max(1, seen));
  const effect = (kept * (count - 1) + largest) / count;
  const effectiveLeaves = leaves / effect;
  const shrink = 1 + z ** 2 / effectiveLeaves;
  const middle = (mean + z ** 2 / (2 * effectiveLeaves)) / shrink;
  const half = (z / shrink) * Math.sqrt(independent / effectiveLeaves + z ** 2 / (4 * effectiveLeaves ** 2));
  return {
    low: Math.max(0, middle - half),
    high: Math.min(1, middle + half),
    groups: count,
    effectiveLeaves,
  };
}
