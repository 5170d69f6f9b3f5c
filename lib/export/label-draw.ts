import { createRandom } from "../core/create-random.ts";
import type { ShapeNode } from "../core/tree.ts";
import { sha256Hex } from "./hash.ts";
import type { Recipe } from "./recipe.ts";

/** Which labels candidates carry; `permutation` counts the shuffles of one recipe from 0 and means nothing else. */
export type LabelDraw = { readonly labels: Recipe["labels"]; readonly permutation: number };

export const realLabels: LabelDraw = { labels: "real", permutation: 0 };

/**
 * A tree's nodes with the verdicts of its leaves permuted among them, so that a label says nothing of its text while
 * right and wrong are as many as before. The same `lot` gives the same permutation; nodes come back in their order.
 */
export function permuteLeaves<Node extends ShapeNode>(
  nodes: readonly Node[],
  isLeaf: (node: Node) => boolean,
  lot: string,
): Node[] {
  const random = createRandom(Number.parseInt(sha256Hex(lot).slice(0, 8), 16));
  const verdicts = nodes.filter(isLeaf).map(({ verdict }) => verdict);
  for (let left = verdicts.length - 1; left > 0; left -= 1) {
    const other = Math.floor(random() * (left + 1));
    [verdicts[left], verdicts[other]] = [verdicts[other] ?? null, verdicts[left] ?? null];
  }
  let next = 0;
  return nodes.map((node) => (isLeaf(node) ? { ...node, verdict: verdicts[next++] ?? null } : node));
}
