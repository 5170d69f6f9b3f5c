import type { Tx } from "../../db/client.ts";
import { closeAttempt, loseAttempt } from "../../db/queries/attempts.ts";
import { insertFailure } from "../../db/queries/failures.ts";
import { addSpend, insertGroup, type NewNode, type Spend } from "../../db/queries/insert-group.ts";
import { getRun } from "../../db/queries/runs.ts";
import { lockTree } from "../../db/queries/trees.ts";
import { compare, decimalFraction } from "../core/fraction.ts";
import type { ActiveRun } from "./active-run.ts";
import type { GrowerCore } from "./grower-core.ts";
import { keepTrying } from "./keep-trying.ts";
import type { Group, OpenTree } from "./open-tree.ts";
import { refreshTree } from "./refresh-tree.ts";
import { policyOf, type RunPolicy } from "./run-policy.ts";

const write = (core: GrowerCore, work: (tx: Tx) => Promise<void>): Promise<void> =>
  keepTrying(core, () => core.store.transaction(work));

/** The run's policy as it is stored now: somebody may have moved the threshold while the request was under way. */
async function policyNow(tx: Tx, run: ActiveRun): Promise<RunPolicy> {
  const row = await getRun(tx, run.id);
  return compare(decimalFraction(row.threshold), run.policy.threshold) === 0 ? run.policy : policyOf(row);
}

/** Stores a sibling group with what it cost, credits the tree anew, closes its attempt: one transaction. A filled place is left as it is. */
export async function storeGroup(
  core: GrowerCore,
  run: ActiveRun,
  tree: OpenTree,
  {
    nodes,
    spend,
    attemptId,
  }: { readonly nodes: readonly NewNode[]; readonly spend: Spend; readonly attemptId: string },
): Promise<void> {
  let stored: readonly { readonly path: string }[] = [];
  const startedAt = core.now();
  await write(core, async (tx) => {
    await lockTree(tx, tree.id);
    const isOpen = await closeAttempt(tx, attemptId);
    stored = await insertGroup(tx, { treeId: tree.id, nodes, spend });
    // A connection lost at the commit leaves open whether it was made: the attempt's row tells.
    if (stored.length === 0) return isOpen ? await addSpend(tx, tree.id, spend) : undefined;
    await refreshTree(tx, tree.id, await policyNow(tx, run));
  });
  core.tally.noteStored(core.now() - startedAt);
  run.nodesSinceStart += stored.length;
  for (const { path, role, verdict, claim } of nodes)
    if (!tree.nodes.has(path))
      tree.nodes.set(path, { path, role, verdict: verdict ?? null, claim: claim ?? null });
}

/** Books what a request cost that brought nothing; what it may have cost besides is kept apart on its run. */
export async function storeSpend(
  core: GrowerCore,
  tree: OpenTree,
  {
    spend,
    attemptId,
    mayBeCharged,
  }: { readonly spend: Spend; readonly attemptId: string; readonly mayBeCharged: boolean },
): Promise<void> {
  await write(core, async (tx) => {
    const isOpen = await (mayBeCharged ? loseAttempt(tx, attemptId) : closeAttempt(tx, attemptId));
    if (isOpen) await addSpend(tx, tree.id, spend);
  });
}

/** Takes out an attempt that was never sent. */
export async function cancelAttempt(core: GrowerCore, attemptId: string): Promise<void> {
  await keepTrying(core, async () => void (await closeAttempt(core.store, attemptId)));
}

/** Counts a request as one that may have been charged, where its answer could not be kept. */
export async function giveUpAttempt(core: GrowerCore, attemptId: string): Promise<void> {
  await core.store.transaction((tx) => loseAttempt(tx, attemptId));
}

/** Gives slots up for good: nothing grows below them, what stands above becomes incomplete. */
export async function failParts(
  core: GrowerCore,
  run: ActiveRun,
  tree: OpenTree,
  group: Group,
  failure: { readonly code: string; readonly message: string },
): Promise<void> {
  await write(core, async (tx) => {
    await lockTree(tx, tree.id);
    for (const { path, role } of group.slots)
      await insertFailure(tx, {
        runId: run.id,
        treeId: tree.id,
        path,
        role,
        ...failure,
        attempts: 1 + group.transient + group.paidButBad,
        at: new Date(),
      });
    await refreshTree(tx, tree.id, await policyNow(tx, run));
  });
  for (const { path } of group.slots) {
    tree.failed.add(path);
    tree.inFlight.delete(path);
  }
}
