import { formatCount, formatNoun } from "@/components/ui/format.ts";
import { depthOf } from "@/lib/core/path.ts";
import type { TreeIndex } from "./index-tree.ts";
import { verdictOf } from "./look-of-node.ts";

/** What a column adds up to: "2 of 9 positive · 4 pairs". */
export function headsOf(index: TreeIndex): { title: string; note: string }[] {
  const { tree } = index;
  const counts = new Map(tree.roles.map((role) => [role.name, { nodes: 0, positive: 0, right: 0 }]));
  for (const node of tree.nodes) {
    const count = counts.get(node.role);
    if (!count) continue;
    count.nodes += 1;
    if (node.label === "positive") count.positive += 1;
    if (verdictOf(node) === "correct") count.right += 1;
  }
  let [leaves, right] = [0, 0];
  for (const role of tree.roles) {
    if (!role.isLeaf) continue;
    leaves += counts.get(role.name)?.nodes ?? 0;
    right += counts.get(role.name)?.right ?? 0;
  }
  const pairsAt = new Map<number, number>();
  for (const [parent, count] of index.pairs.among) {
    const depth = depthOf(parent) + 1;
    pairsAt.set(depth, (pairsAt.get(depth) ?? 0) + count);
  }
  return [
    { title: "Question", note: `${formatCount(right)} of ${formatCount(leaves)} leaves correct` },
    ...tree.roles.map((role) => {
      const { nodes = 0, positive = 0 } = counts.get(role.name) ?? {};
      const pairs = pairsAt.get(role.depth) ?? 0;
      return {
        title: role.title,
        note: `${formatCount(positive)} of ${formatCount(nodes)} positive · ${formatNoun(pairs, "pair")}`,
      };
    }),
  ];
}
