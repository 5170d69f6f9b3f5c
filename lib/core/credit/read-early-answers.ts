import type { Path } from "../path.ts";
import type { Verdict } from "../tree.ts";

/** What an answer is compared by: the judge's verdict, the one that counts, and the words that were read as the answer. */
export type AnswerNode = {
  readonly path: Path;
  readonly isLeaf: boolean;
  readonly judged: Verdict | null;
  readonly counts: Verdict | null;
  readonly answer: string | null;
};

/**
 * Verdicts of one tree's answers above its leaves as people's words on the leaves have them: an earlier answer counts as
 * most leaves do that say the same, trimmed, and that the judge judged alike; where two verdicts are even, and where no
 * leaf says it, the judge's stands. Else turning leaves would make corrections up: the same answer, wrong before and
 * right after. Answers only those that differ from what counts now.
 */
export function readEarlyAnswers(nodes: readonly AnswerNode[]): ReadonlyMap<Path, Verdict> {
  const said = new Map<string, Map<Verdict, number>>();
  for (const node of nodes) {
    const key = keyOf(node);
    if (!node.isLeaf || key === null || node.counts === null) continue;
    const counts = said.get(key) ?? new Map<Verdict, number>();
    counts.set(node.counts, (counts.get(node.counts) ?? 0) + 1);
    said.set(key, counts);
  }
  const read = new Map<Path, Verdict>();
  for (const node of nodes) {
    const key = keyOf(node);
    if (node.isLeaf || key === null) continue;
    const [first, second] = [...(said.get(key) ?? [])].toSorted((a, b) => b[1] - a[1]);
    if (first && first[1] > (second?.[1] ?? 0) && first[0] !== node.counts) read.set(node.path, first[0]);
  }
  return read;
}

const keyOf = ({ judged, answer }: AnswerNode): string | null =>
  judged === null || answer === null || answer.trim() === "" ? null : `${judged} ${answer.trim()}`;
