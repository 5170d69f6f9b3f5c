import type { Tx } from "../../db/client.ts";
import { closeAttempts } from "../../db/queries/attempts.ts";
import { addSpend, insertGroup, type NewNode } from "../../db/queries/insert-group.ts";
import { getRun } from "../../db/queries/runs.ts";
import { lockTrees } from "../../db/queries/trees.ts";
import { compare, decimalFraction } from "../core/fraction.ts";
import type { Path } from "../core/path.ts";
import type { ShapeNode } from "../core/tree.ts";
import type { ActiveRun } from "./active-run.ts";
import { bookRequest, type RequestSpend } from "./book-request.ts";
import type { OpenTree } from "./open-tree.ts";
import { refreshTrees } from "./refresh-tree.ts";
import { policyOf, type RunPolicy } from "./run-policy.ts";

/** A sibling group as it came back. */
export type FilledGroup = {
  readonly run: ActiveRun;
  readonly tree: OpenTree;
  readonly role: string;
  readonly nodes: readonly NewNode[];
  readonly spend: RequestSpend;
  readonly attemptId: string;
};

/**
 * Stores groups with what they cost, closes their attempts, and credits each tree anew, once. A place is filled once:
 * answers the paths that each group has filled.
 */
export async function storeFilled(
  tx: Tx,
  groups: readonly FilledGroup[],
): Promise<readonly (readonly Path[])[]> {
  await lockTrees(tx, [...new Set(groups.map(({ tree }) => tree.id))]);
  const open = await closeAttempts(
    tx,
    groups.map(({ attemptId }) => attemptId),
  );
  const grown = new Map<string, ActiveRun>();
  const stored = new Map<string, Map<Path, ShapeNode>>();
  const filled: Path[][] = [];
  for (const { run, tree, role, nodes, spend, attemptId } of groups) {
    const known = stored.get(tree.id) ?? new Map(tree.nodes);
    stored.set(tree.id, known);
    const paths = (await insertGroup(tx, { treeId: tree.id, nodes, spend })).map(({ path }) => path);
    filled.push(paths);
    // A connection lost at the commit leaves open whether it was made: the attempt's row tells.
    if (paths.length === 0 && !open.has(attemptId)) continue;
    const kept = nodes.filter(({ path }) => paths.includes(path));
    await bookRequest(tx, { runId: run.id, tree: { id: tree.id, nodes: known }, role }, spend, kept);
    for (const node of kept) known.set(node.path, shapeOf(node));
    if (kept.length === 0) await addSpend(tx, tree.id, spend);
    else grown.set(tree.id, run);
  }
  const policies = new Map<ActiveRun, RunPolicy>();
  for (const run of new Set(grown.values())) policies.set(run, await policyNow(tx, run));
  await refreshTrees(
    tx,
    new Map([...grown].map(([treeId, run]) => [treeId, { policy: policies.get(run) ?? run.policy }])),
  );
  return filled;
}

export const shapeOf = ({ path, role, verdict, claim }: NewNode): ShapeNode => ({
  path,
  role,
  verdict: verdict ?? null,
  claim: claim ?? null,
});

/** The run's policy as it is stored now: somebody may have moved the threshold while the request was under way. */
export async function policyNow(tx: Tx, run: ActiveRun): Promise<RunPolicy> {
  const row = await getRun(tx, run.id);
  return compare(decimalFraction(row.threshold), run.policy.threshold) === 0 ? run.policy : policyOf(row);
}
