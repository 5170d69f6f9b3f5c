import type { z } from "zod";
import { getNode, nodeShapes } from "../../db/queries/nodes.ts";
import { overridesOfNode, putOverride } from "../../db/queries/overrides.ts";
import { failuresOfTrees } from "../../db/queries/failures.ts";
import { getRun } from "../../db/queries/runs.ts";
import { lockTree } from "../../db/queries/trees.ts";
import { timeAfter } from "../core/curation/time-after.ts";
import { MalthouseError } from "../core/errors.ts";
import { toNumber } from "../core/fraction.ts";
import type { OverridePut, OverrideResult } from "../http/wire/trees.ts";
import { compareCredits } from "./audit/turn-effect.ts";
import { creditTree, isSameValue, storedFraction } from "./credit.ts";
import type { Malthouse } from "./malthouse.ts";
import { creditNodeOf, refreshTree } from "./refresh-tree.ts";
import { policyOf } from "./run-policy.ts";

/**
 * A person's verdict on a leaf, or null to take it away; values, labels and pairs follow in the same step. Answers
 * what changed. Throws `invalid_request` for a node that is no leaf.
 */
export async function overrideLeaf(
  { store, grower, bus }: Malthouse,
  nodeId: string,
  { verdict, reason, author }: z.output<typeof OverridePut>,
): Promise<OverrideResult> {
  const node = await getNode(store, nodeId);
  const run = await getRun(store, node.runId);
  if (!policyOf(run).protocol.roles.find((role) => role.name === node.role)?.isLeaf)
    throw new MalthouseError(
      "invalid_request",
      "Only a leaf's verdict decides values, so only a leaf can be overridden.",
      {
        errors: [{ path: "verdict", message: `${node.path} is not a leaf` }],
      },
    );
  const result = await store.transaction(async (tx) => {
    await lockTree(tx, node.treeId);
    const policy = policyOf(await getRun(tx, run.id));
    const failed = (await failuresOfTrees(tx, [node.treeId])).map(({ path }) => path);
    const before = creditTree(
      { nodes: (await nodeShapes(tx, [node.treeId])).map(creditNodeOf), failed },
      policy,
    );
    await putOverride(tx, {
      nodeId,
      verdict,
      author: author ?? null,
      reason: reason ?? null,
      at: timeAfter(new Date(), await overridesOfNode(tx, nodeId)),
    });
    const { credit, changed } = await refreshTree(tx, node.treeId, policy);
    const effect = compareCredits(before, credit, new Set([node.path]));
    return {
      changed: changed.flatMap(({ before: old, after }) => {
        const value = storedFraction(old.valueNumerator, old.valueDenominator);
        if (isSameValue(value, after.value)) return [];
        return [
          { nodeId: old.id, before: value && toNumber(value), after: after.value && toNumber(after.value) },
        ];
      }),
      pairs: { added: effect.pairsAdded, removed: effect.pairsRemoved },
    };
  });
  grower.setVerdict(run.id, node.treeId, node.path, verdict ?? node.verdict);
  bus.publish({ runId: run.id, event: "progress" });
  return result;
}
