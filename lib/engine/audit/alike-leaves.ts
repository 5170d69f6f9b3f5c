import type { Store } from "../../../db/client.ts";
import { failuresOfTrees } from "../../../db/queries/failures.ts";
import { getQuestion } from "../../../db/queries/gold-marks.ts";
import { getNode, nodeShapes } from "../../../db/queries/nodes.ts";
import { getRun } from "../../../db/queries/runs.ts";
import { treesAlike } from "../../../db/queries/suspicions.ts";
import { getTree } from "../../../db/queries/trees.ts";
import type { NodeShape } from "../../../db/rows.ts";
import { MalthouseError } from "../../core/errors.ts";
import type { Verdict } from "../../core/tree.ts";
import { creditNodeOf } from "../refresh-tree.ts";
import { policyOf } from "../run-policy.ts";
import { alikeKeyOf, leafRolesOf } from "./audit-trees.ts";
import { addEffects, effectOfTurning, noEffect, type TurnEffect } from "./turn-effect.ts";

/** Trees that are looked through for one answer: some hundreds of milliseconds. */
const mostTrees = 500;

export type AlikeScope = "question" | "run";
export type AlikeLeaf = Pick<NodeShape, "id" | "treeId" | "path" | "role"> & { readonly position: number };
export type AlikeLeaves = {
  readonly leaves: readonly AlikeLeaf[];
  readonly trees: number;
  readonly effect: TurnEffect;
  readonly gold: string;
  readonly answer: string;
};

/**
 * The leaves with the same gold, the same answer as written and the same verdict of the judge as this one, on which
 * nobody has said a word; and what another verdict on all of them would change. "question": those of the same tree.
 * "run": those of all trees of the run in which one of them is suspect, the first 500. Throws `invalid_request` for a
 * leaf without an answer.
 */
export async function findAlike(
  store: Store,
  runId: string,
  {
    nodeId,
    scope,
    verdict,
  }: { readonly nodeId: string; readonly scope: AlikeScope; readonly verdict: Verdict },
): Promise<AlikeLeaves> {
  const node = await getNode(store, nodeId);
  if (node.runId !== runId) throw new MalthouseError("not_found", `This run has no node ${nodeId}.`);
  const tree = await getTree(store, node.treeId);
  const { gold } = await getQuestion(store, tree.questionId);
  const key = alikeKeyOf(gold, node);
  if (key === null)
    throw new MalthouseError("invalid_request", "No answer was read in this leaf, so none is like it.", {
      errors: [{ path: "nodeId", message: "has no answer" }],
    });
  const policy = policyOf(await getRun(store, runId));
  const roles = new Set(leafRolesOf(policy));
  const others = scope === "run" ? await treesAlike(store, runId, key, mostTrees) : [];
  const positions = new Map([
    [tree.id, tree.position],
    ...others.map(({ id, position }) => [id, position] as const),
  ]);
  const ids = [...positions.keys()];
  const shapes = Map.groupBy(await nodeShapes(store, ids), ({ treeId }) => treeId);
  const failures = Map.groupBy(await failuresOfTrees(store, ids), ({ treeId }) => treeId);
  const leaves: AlikeLeaf[] = [];
  let effect = noEffect;
  for (const [treeId, position] of [...positions].toSorted((a, b) => a[1] - b[1])) {
    const nodes = shapes.get(treeId) ?? [];
    const alike = nodes.filter(
      (leaf) => roles.has(leaf.role) && leaf.override === null && alikeKeyOf(gold, leaf) === key,
    );
    const failed = (failures.get(treeId) ?? []).map(({ path }) => path);
    const turned = new Map(alike.map(({ path }) => [path, verdict]));
    effect = addEffects(effect, effectOfTurning({ nodes: nodes.map(creditNodeOf), failed }, turned, policy));
    leaves.push(...alike.map(({ id, path, role }) => ({ id, treeId, path, role, position })));
  }
  return {
    leaves,
    trees: new Set(leaves.map(({ treeId }) => treeId)).size,
    effect,
    gold,
    answer: node.answer?.raw.trim() ?? "",
  };
}
