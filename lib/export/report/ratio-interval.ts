import type { ShareInterval } from "../../core/audit/exact-interval.ts";

const z = 1.959964;
/** Below this the spread between groups is a guess. */
const fewestGroups = 10;

/**
 * The share of hits over all groups with a 95 % interval by the spread between groups (the ratio estimator of cluster
 * samples, Cochran 1977, section 6.4): rows of one question are alike, so counting them singly would promise too much.
 * Null with fewer than ten groups that have any. `least` is the lowest share there can be: -1 where hits may be below 0.
 */
export function ratioInterval(
  groups: Iterable<{ readonly hits: number; readonly total: number }>,
  least = 0,
): ShareInterval | null {
  const all = [...groups].filter(({ total }) => total > 0);
  if (all.length < fewestGroups) return null;
  const total = all.reduce((sum, group) => sum + group.total, 0);
  const rate = all.reduce((sum, group) => sum + group.hits, 0) / total;
  const squares = all.reduce((sum, group) => sum + (group.hits - rate * group.total) ** 2, 0);
  const deviation = Math.sqrt((squares * all.length) / (all.length - 1)) / total;
  return { rate, low: Math.max(least, rate - z * deviation), high: Math.min(1, rate + z * deviation) };
}
