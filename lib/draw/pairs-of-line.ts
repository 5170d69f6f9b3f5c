import { countValues } from "../core/credit/count-values.ts";
import type { Incomplete } from "../core/tree.ts";
import { countAtThreshold } from "./count-at-threshold.ts";

/**
 * Reads a tree's value line once; answers the pairs of all its roles together under any threshold (the decimal as
 * written), as the protocol would count them. Throws RangeError for a line that is none.
 */
export function pairsOfLine(line: string, incomplete: Incomplete): (threshold: number) => number {
  const levels = countValues([line], incomplete);
  return (threshold) => levels.reduce((sum, values) => sum + countAtThreshold(values, threshold).pairs, 0);
}
