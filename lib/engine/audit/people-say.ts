import type { BlindVerdictRow } from "../../../db/rows.ts";
import type { Verdict } from "../../core/tree.ts";

/** What one author said of one leaf, first to last. */
export const wordsOn = (
  words: readonly BlindVerdictRow[],
  nodeId: string,
  author: string,
): readonly BlindVerdictRow[] => words.filter((word) => word.nodeId === nodeId && word.author === author);

/**
 * What people say of a leaf: the verdict that more of them give than any other, one word each, the last; "unknown"
 * where two are even, null where nobody's word stands.
 */
export function peopleSay(words: readonly Pick<BlindVerdictRow, "author" | "verdict">[]): Verdict | null {
  const last = new Map(words.map(({ author, verdict }) => [author, verdict]));
  const counts = new Map<Verdict, number>();
  for (const verdict of last.values())
    if (verdict !== null) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const [first, second] = [...counts].toSorted((a, b) => b[1] - a[1]);
  if (!first) return null;
  return second && second[1] === first[1] ? "unknown" : first[0];
}
