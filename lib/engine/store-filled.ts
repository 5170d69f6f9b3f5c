import type { Tx } from "../../db/client.ts";
import { closeAttempts } from "../../db/queries/attempts.ts";
import { addSpend, addSpends, type NewNode, placeGroups } from "../../db/queries/insert-group.ts";
import { creditShapes } from "../../db/queries/nodes.ts";
import { addRoleUsage } from "../../db/queries/role-usage.ts";
import { getRun, thresholdOf } from "../../db/queries/runs.ts";
import { lockTrees } from "../../db/queries/trees.ts";
import { compare, decimalFraction } from "../core/fraction.ts";
import type { Path } from "../core/path.ts";
import type { ActiveRun } from "./active-run.ts";
import { type RequestSpend, usageOf } from "./book-request.ts";
import { keepNode } from "./keep-node.ts";
import type { OpenTree } from "./open-tree.ts";
import { refreshGrown } from "./refresh-tree.ts";
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
  const treeIds = [...new Set(groups.map(({ tree }) => tree.id))];
  await lockTrees(tx, treeIds);
  const open = await closeAttempts(
    tx,
    groups.map(({ attemptId }) => attemptId),
  );
  // The trees are locked: nobody fills a place between this and the end.
  const stored = await creditShapes(tx, treeIds);
  const given = groups.map(({ tree, nodes, spend }) => ({ treeId: tree.id, nodes, spend }));
  const added = placeGroups(given, stored);
  const grown = new Map<string, ActiveRun>();
  const known = new Map<string, Pick<OpenTree, "id" | "nodes" | "texts">>();
  const used: Awaited<ReturnType<typeof usageOf>>[] = [];
  const filled: Path[][] = [];
  for (const [index, { run, tree, role, nodes, spend, attemptId }] of groups.entries()) {
    const paths = (added[index] ?? []).map(({ path }) => path);
    filled.push(paths);
    // A connection lost at the commit leaves open whether it was made: the attempt's row tells.
    if (paths.length === 0 && !open.has(attemptId)) continue;
    const kept = nodes.filter(({ path }) => paths.includes(path));
    const before = known.get(tree.id) ?? copyOf(tree);
    known.set(tree.id, before);
    used.push(await usageOf(tx, { runId: run.id, tree: before, role }, spend, kept));
    for (const node of kept) keepNode(before, node);
    if (kept.length === 0) await addSpend(tx, tree.id, spend);
    else grown.set(tree.id, run);
  }
  await addSpends(tx, given, added);
  await addRoleUsage(tx, used);
  const policies = new Map<ActiveRun, RunPolicy>();
  for (const run of new Set(grown.values())) policies.set(run, await policyNow(tx, run));
  await refreshGrown(
    tx,
    new Map([...grown].map(([treeId, run]) => [treeId, { policy: policies.get(run) ?? run.policy }])),
    { stored, added: added.flat() },
  );
  return filled;
}

const copyOf = ({ id, nodes, texts }: OpenTree): Pick<OpenTree, "id" | "nodes" | "texts"> => ({
  id,
  nodes: new Map(nodes),
  texts: new Map(texts),
});

/** The run's policy as it is stored now: somebody may have moved the threshold while the request was under way. */
export async function policyNow(tx: Tx, run: ActiveRun): Promise<RunPolicy> {
  const stored = await thresholdOf(tx, run.id);
  const isSame = compare(decimalFraction(stored), run.policy.threshold) === 0;
  return isSame ? run.policy : policyOf(await getRun(tx, run.id));
}
