import type { Tx } from "../../../db/client.ts";
import { addAuditAction, getAuditAction, undoneActions } from "../../../db/queries/audit-actions.ts";
import { failuresOfTrees } from "../../../db/queries/failures.ts";
import { nodesById, nodeShapes } from "../../../db/queries/nodes.ts";
import { overridesOfNodes, putOverride } from "../../../db/queries/overrides.ts";
import { getRun } from "../../../db/queries/runs.ts";
import { lockTrees } from "../../../db/queries/trees.ts";
import type { AuditActionRow, NodeShape } from "../../../db/rows.ts";
import type { AuditKind, StoredOverride, StoredTurn } from "../../../db/stored-types.ts";
import { canonicalJson } from "../../core/canonical-json.ts";
import { timeAfter } from "../../core/curation/time-after.ts";
import { MalthouseError } from "../../core/errors.ts";
import type { Verdict } from "../../core/tree.ts";
import { creditTree } from "../credit.ts";
import type { Malthouse } from "../malthouse.ts";
import { creditNodeOf, refreshTrees } from "../refresh-tree.ts";
import { policyOf, type RunPolicy } from "../run-policy.ts";
import { auditTrees, leafRolesOf } from "./audit-trees.ts";
import { addEffects, compareCredits, noEffect, type TurnEffect } from "./turn-effect.ts";

type Parts = Pick<Malthouse, "store" | "grower" | "bus">;
type Words = { readonly author?: string | undefined; readonly reason?: string | undefined };

/** What was done, and what followed. */
export type TurnResult = { readonly action: AuditActionRow; readonly effect: TurnEffect };

/**
 * A person's verdict on one leaf or on many at once: values, labels, pairs and the audit follow in the same step, which
 * can be taken back as one. Throws `invalid_request` where a node is no leaf of the run.
 */
export async function turnLeaves(
  parts: Parts,
  runId: string,
  {
    nodeIds,
    verdict,
    author,
    reason,
  }: Words & { readonly nodeIds: readonly string[]; readonly verdict: Verdict },
): Promise<TurnResult> {
  const ids = [...new Set(nodeIds)];
  const at = new Date();
  const told: StoredOverride = {
    verdict,
    author: author ?? null,
    reason: `audit: ${reason ?? (ids.length > 1 ? `${ids.length} alike` : "looked at")}`,
    at: at.toISOString(),
  };
  const kind = ids.length > 1 ? "bulk" : "verdict";
  return await writeTurns(parts, runId, ids, { kind, verdict, undoes: null, author, reason, at }, (nodes) =>
    nodes.map(({ id, treeId, override }) => ({ nodeId: id, treeId, before: override, after: told })),
  );
}

/**
 * Puts back what stood before a step, as one. Throws `wrong_state` where it was taken back already, or somebody has
 * said something else of one of its leaves since.
 */
export async function undoTurn(
  parts: Parts,
  runId: string,
  actionId: number,
  { author }: Words,
): Promise<TurnResult> {
  const action = await getAuditAction(parts.store, runId, actionId);
  if (action.kind === "undo" || (await undoneActions(parts.store, runId, [actionId])).has(actionId))
    throw new MalthouseError("wrong_state", "This step was taken back already.");
  const told = new Map(action.changes.map((turn) => [turn.nodeId, turn]));
  const step = {
    kind: "undo",
    verdict: action.verdict,
    undoes: actionId,
    author,
    reason: undefined,
  } as const;
  return await writeTurns(parts, runId, [...told.keys()], { ...step, at: new Date() }, (nodes) =>
    nodes.map(({ id, treeId, path, override }) => {
      const turn = told.get(id);
      if (!turn || !isSameWord(override, turn.after))
        throw new MalthouseError(
          "wrong_state",
          `Somebody has said something else of ${path} since. Change that leaf by itself.`,
        );
      return { nodeId: id, treeId, before: override, after: turn.before };
    }),
  );
}

/** The same verdict by the same author for the same reason: the time of a word that was put back is another one. */
const isSameWord = (a: StoredOverride | null, b: StoredOverride | null): boolean =>
  canonicalJson(a && { ...a, at: "" }) === canonicalJson(b && { ...b, at: "" });

const noPaths: ReadonlySet<string> = new Set();

type Step = Words & {
  readonly kind: AuditKind;
  readonly verdict: Verdict | null;
  readonly undoes: number | null;
  readonly at: Date;
};

async function writeTurns(
  { store, grower, bus }: Parts,
  runId: string,
  ids: readonly string[],
  { author, reason, ...step }: Step,
  turnsOf: (nodes: readonly NodeShape[]) => readonly StoredTurn[],
): Promise<TurnResult> {
  const run = await getRun(store, runId);
  const known = await leavesOf(store, runId, ids, leafRolesOf(policyOf(run)));
  const treeIds = [...new Set(known.map(({ treeId }) => treeId))];
  const { result, turned } = await store.transaction(async (tx) => {
    await lockTrees(tx, treeIds);
    const policy = policyOf(await getRun(tx, runId));
    const shapes = await nodeShapes(tx, treeIds);
    const before = await creditsOf(tx, treeIds, shapes, policy);
    const wanted = new Set(ids);
    const nodes = shapes.filter(({ id }) => wanted.has(id));
    const changes = turnsOf(nodes);
    const at = timeAfter(step.at, await overridesOfNodes(tx, ids));
    for (const { nodeId, after } of changes)
      await putOverride(tx, {
        nodeId,
        verdict: after?.verdict ?? null,
        author: after ? after.author : (author ?? null),
        reason: after ? after.reason : "audit: taken back",
        at,
      });
    const refreshed = await refreshTrees(tx, new Map(treeIds.map((id) => [id, { policy }])));
    await auditTrees(tx, treeIds, policy);
    const action = await addAuditAction(tx, {
      ...step,
      runId,
      changes,
      author: author ?? null,
      reason: reason ?? null,
    });
    const paths = new Map(
      [...Map.groupBy(nodes, ({ treeId }) => treeId)].map(([id, own]) => [
        id,
        new Set(own.map(({ path }) => path)),
      ]),
    );
    const effect = [...refreshed].reduce((sum, [id, { credit }]) => {
      const was = before.get(id);
      return was ? addEffects(sum, compareCredits(was, credit, paths.get(id) ?? noPaths)) : sum;
    }, noEffect);
    const now = new Map(changes.map(({ nodeId, after }) => [nodeId, after]));
    return {
      result: { action, effect },
      turned: nodes.map(({ id, treeId, path, verdict }) => ({
        treeId,
        path,
        verdict: now.get(id)?.verdict ?? verdict,
      })),
    };
  });
  for (const { treeId, path, verdict } of turned) grower.setVerdict(runId, treeId, path, verdict);
  bus.publish({ runId, event: "progress" });
  return result;
}

async function creditsOf(
  tx: Tx,
  treeIds: readonly string[],
  shapes: readonly NodeShape[],
  policy: RunPolicy,
) {
  const byTree = Map.groupBy(shapes, ({ treeId }) => treeId);
  const failures = Map.groupBy(await failuresOfTrees(tx, treeIds), ({ treeId }) => treeId);
  return new Map(
    treeIds.map((id) => {
      const failed = (failures.get(id) ?? []).map(({ path }) => path);
      return [id, creditTree({ nodes: (byTree.get(id) ?? []).map(creditNodeOf), failed }, policy)];
    }),
  );
}

async function leavesOf(store: Tx, runId: string, ids: readonly string[], roles: readonly string[]) {
  const nodes = await nodesById(store, ids);
  const errors = ids.flatMap((id, index) => {
    const node = nodes.get(id);
    if (node && node.runId === runId && roles.includes(node.role)) return [];
    return [{ path: `nodeIds.${index}`, message: `${id} is no leaf of this run` }];
  });
  if (errors.length > 0)
    throw new MalthouseError(
      "invalid_request",
      "Only a leaf's verdict decides values, so only leaves of this run can be judged here.",
      { errors: errors.slice(0, 20) },
    );
  return [...nodes.values()];
}
