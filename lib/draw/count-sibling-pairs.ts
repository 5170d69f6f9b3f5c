import { parentPath, type Path } from "../core/path.ts";
import type { Label } from "../core/tree.ts";

export type PairCount = {
  /** Pairs that the node itself is in, by path. */
  readonly own: ReadonlyMap<Path, number>;
  /** Pairs among the node's children, by the parent's path ("" is the question). */
  readonly among: ReadonlyMap<Path, number>;
};

/** Positive × negative among the children of each parent; a node without a label is in no pair. */
export function countSiblingPairs(
  nodes: readonly { readonly path: Path; readonly label: Label | null }[],
): PairCount {
  const sides = new Map<Path, { positive: number; negative: number }>();
  for (const { path, label } of nodes) {
    if (label === null) continue;
    const parent = parentPath(path);
    const side = sides.get(parent) ?? { positive: 0, negative: 0 };
    side[label] += 1;
    sides.set(parent, side);
  }
  const among = new Map([...sides].map(([path, { positive, negative }]) => [path, positive * negative]));
  const own = new Map(
    nodes.map(({ path, label }) => {
      const side = sides.get(parentPath(path));
      return [path, label === null || !side ? 0 : label === "positive" ? side.negative : side.positive];
    }),
  );
  return { own, among };
}
