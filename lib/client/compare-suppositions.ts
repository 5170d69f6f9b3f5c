import { comparePaths, type Path } from "../core/path.ts";
import type { SupposedPair, SupposedTree } from "./suppose-tree.ts";

/** What one supposition has that another has not. */
export type SuppositionChange = {
  /** Nodes whose value is another, in path order. */
  readonly values: readonly Path[];
  /** Nodes whose label is another, in path order. */
  readonly labels: readonly Path[];
  readonly gained: readonly SupposedPair[];
  readonly lost: readonly SupposedPair[];
};

const keyOf = ({ chosen, rejected }: SupposedPair): string => `${chosen} ${rejected}`;

/** What changes from `before` to `after`, two suppositions of one tree; a pair is its chosen and its rejected node. */
export function compareSuppositions(before: SupposedTree, after: SupposedTree): SuppositionChange {
  const known = new Map(before.tree.nodes.map((node) => [node.path, node]));
  const differing = (isSame: (a: SupposedNode, b: SupposedNode) => boolean): Path[] =>
    after.tree.nodes
      .filter((node) => {
        const other = known.get(node.path);
        return other !== undefined && !isSame(other, node);
      })
      .map(({ path }) => path)
      .sort(comparePaths);
  const [had, has] = [new Set(before.pairs.map(keyOf)), new Set(after.pairs.map(keyOf))];
  return {
    values: differing(
      (a, b) => a.valueNumerator === b.valueNumerator && a.valueDenominator === b.valueDenominator,
    ),
    labels: differing((a, b) => a.label === b.label),
    gained: after.pairs.filter((pair) => !had.has(keyOf(pair))),
    lost: before.pairs.filter((pair) => !has.has(keyOf(pair))),
  };
}

type SupposedNode = SupposedTree["tree"]["nodes"][number];
