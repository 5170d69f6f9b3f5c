import type { Tx } from "../../db/client.ts";
import { failuresOfTrees } from "../../db/queries/failures.ts";
import { nodeShapes } from "../../db/queries/nodes.ts";
import { saveCredit } from "../../db/queries/save-credit.ts";
import { lockTree } from "../../db/queries/trees.ts";
import type { NodeShape } from "../../db/rows.ts";
import type { TreeStatus } from "../../db/stored-types.ts";
import {
  type CreditNode,
  creditTree,
  isSameValue,
  type NodeCredit,
  storedFraction,
  type TreeCredit,
} from "./credit.ts";
import type { RunPolicy } from "./run-policy.ts";

export const creditNodeOf = (node: NodeShape): CreditNode => ({
  path: node.path,
  role: node.role,
  verdict: node.effectiveVerdict,
  claim: node.claim,
  isOverridden: node.override !== null,
});

function isUnchanged(node: NodeShape, credit: NodeCredit): boolean {
  return (
    isSameValue(storedFraction(node.valueNumerator, node.valueDenominator), credit.value) &&
    node.leaves === credit.leaves &&
    node.correctLeaves === credit.correctLeaves &&
    node.isIncomplete === credit.isIncomplete &&
    node.label === credit.label &&
    node.localLabel === credit.localLabel
  );
}

/**
 * Rebuilds what is stored of a tree's values, labels and pairs from its verdicts: the one place that does. Only nodes
 * whose credit changed are written. Answers the credit and those nodes as they were.
 */
export async function refreshTree(
  tx: Tx,
  treeId: string,
  policy: RunPolicy,
  more: { readonly status?: TreeStatus; readonly nodesTotal?: number } = {},
): Promise<{ credit: TreeCredit; changed: { before: NodeShape; after: NodeCredit }[] }> {
  // Whoever else writes to this tree waits: sums over nodes that another is adding would overwrite the right ones.
  await lockTree(tx, treeId);
  const shapes = await nodeShapes(tx, [treeId]);
  const failed = (await failuresOfTrees(tx, [treeId])).map(({ path }) => path);
  const credit = creditTree({ nodes: shapes.map(creditNodeOf), failed }, policy);
  const byPath = new Map(credit.nodes.map((node) => [node.path, node]));
  const changed = shapes.flatMap((before) => {
    const after = byPath.get(before.path);
    return after && !isUnchanged(before, after) ? [{ before, after }] : [];
  });
  await saveCredit(tx, treeId, {
    nodes: changed.map(({ before, after }) => ({ ...after, id: before.id })),
    summary: {
      ...more,
      leaves: credit.leaves,
      correctLeaves: credit.correctLeaves,
      unknownLeaves: credit.unknownLeaves,
      overrides: credit.overrides,
      disagreements: credit.disagreements,
      value: credit.value,
      roleValues: credit.roleValues,
      rolePairs: Object.fromEntries(Object.entries(credit.roles).map(([role, { pairs }]) => [role, pairs])),
    },
    roleCounts: credit.roles,
  });
  return { credit, changed };
}
