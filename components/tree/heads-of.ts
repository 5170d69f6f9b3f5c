import { depthOf } from "@/lib/core/path.ts";
import type { TreeIndex } from "./index-tree.ts";

/** What a column adds up to: "2 of 9 positive · 4 pairs". */
export function headsOf(index: TreeIndex): { title: string; note: string }[] {
  const { tree } = index;
  const leafNodes = tree.nodes.filter((node) =>
    tree.roles.some((role) => role.name === node.role && role.isLeaf),
  );
  const right = leafNodes.filter((node) => (node.override?.verdict ?? node.verdict) === "correct").length;
  const pairsAt = new Map<number, number>();
  for (const [parent, count] of index.pairs.among) {
    const depth = depthOf(parent) + 1;
    pairsAt.set(depth, (pairsAt.get(depth) ?? 0) + count);
  }
  return [
    { title: "Question", note: `${right} of ${leafNodes.length} leaves correct` },
    ...tree.roles.map((role) => {
      const nodes = tree.nodes.filter((node) => node.role === role.name);
      const positive = nodes.filter((node) => node.label === "positive").length;
      const pairs = pairsAt.get(role.depth) ?? 0;
      return {
        title: role.title,
        note: `${positive} of ${nodes.length} positive · ${pairs} ${pairs === 1 ? "pair" : "pairs"}`,
      };
    }),
  ];
}
