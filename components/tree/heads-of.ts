import { depthOf } from "@/lib/core/path.ts";
import type { TreeIndex } from "./index-tree.ts";

/** What a column adds up to: "2 of 9 positive · 4 pairs". */
export function headsOf(index: TreeIndex): { title: string; note: string }[] {
  const { tree } = index;
  const leafNodes = tree.nodes.filter((node) =>
    tree.roles.some((role) => role.name === node.role && role.isLeaf),
  );
  const right = leafNodes.filter((node) => (node.override?.verdict ?? node.verdict) === "correct").length;
  const pairsAt = (depth: number): number =>
    [...index.pairs.among].reduce(
      (sum, [parent, count]) => (depthOf(parent) === depth - 1 ? sum + count : sum),
      0,
    );
  return [
    { title: "Question", note: `${right} of ${leafNodes.length} leaves correct` },
    ...tree.roles.map((role) => {
      const nodes = tree.nodes.filter((node) => node.role === role.name);
      const positive = nodes.filter((node) => node.label === "positive").length;
      const pairs = pairsAt(role.depth);
      return {
        title: role.title,
        note: `${positive} of ${nodes.length} positive · ${pairs} ${pairs === 1 ? "pair" : "pairs"}`,
      };
    }),
  ];
}
