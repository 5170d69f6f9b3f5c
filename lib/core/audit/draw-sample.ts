import { createRandom } from "../create-random.ts";
import type { Verdict } from "../tree.ts";

export type DrawnLeaf = { readonly nodeId: string; readonly treeId: string; readonly verdict: Verdict };
export type DrawnSample = {
  /** In the order in which people see them: all verdicts mixed, so that the place tells nothing. */
  readonly leaves: readonly DrawnLeaf[];
  /** Leaves there are, by verdict. */
  readonly counts: Readonly<Record<Verdict, number>>;
};

type Keyed = DrawnLeaf & { readonly key: number };

/**
 * So many leaves of each verdict at random, at most one a tree of each verdict: leaves of one tree are alike, and
 * two of them say little more than one. Each leaf draws a number, a tree is stood for by its lowest, and the lowest
 * are taken: a tree is as likely as it has leaves. `trees` come in a fixed order; the same seed draws the same.
 */
export async function drawSample(
  trees: AsyncIterable<readonly DrawnLeaf[]> | Iterable<readonly DrawnLeaf[]>,
  { perVerdict, seed }: { readonly perVerdict: number; readonly seed: number },
): Promise<DrawnSample> {
  const random = createRandom(seed);
  const counts: Record<Verdict, number> = { correct: 0, incorrect: 0, unknown: 0 };
  const lowest: Record<Verdict, Keyed[]> = { correct: [], incorrect: [], unknown: [] };
  for await (const leaves of trees) {
    const own: Partial<Record<Verdict, Keyed>> = {};
    for (const leaf of leaves) {
      counts[leaf.verdict] += 1;
      const key = random();
      const known = own[leaf.verdict];
      if (!known || key < known.key) own[leaf.verdict] = { ...leaf, key };
    }
    for (const leaf of Object.values(own)) {
      const kept = lowest[leaf.verdict];
      kept.push(leaf);
      // Cut now and then, so that memory does not grow with the run.
      if (kept.length >= 2 * perVerdict + 1000) lowest[leaf.verdict] = cut(kept, perVerdict);
    }
  }
  const taken = Object.values(lowest).flatMap((kept) => cut(kept, perVerdict));
  const shuffled = taken
    .map(({ key: _key, ...leaf }) => ({ leaf, place: random() }))
    .toSorted((a, b) => a.place - b.place);
  return { leaves: shuffled.map(({ leaf }) => leaf), counts };
}

const cut = (kept: readonly Keyed[], size: number): Keyed[] =>
  kept.toSorted((a, b) => a.key - b.key).slice(0, size);
