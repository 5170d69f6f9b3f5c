import type { Tx } from "../../db/client.ts";
import { closeAttempt, loseAttempt } from "../../db/queries/attempts.ts";
import { insertFailure } from "../../db/queries/failures.ts";
import { addSpend, type NewNode } from "../../db/queries/insert-group.ts";
import { lockTree } from "../../db/queries/trees.ts";
import type { ActiveRun } from "./active-run.ts";
import { bookRequest, type RequestSpend } from "./book-request.ts";
import type { GrowerCore } from "./grower-core.ts";
import { keepNode } from "./keep-node.ts";
import { keepTrying } from "./keep-trying.ts";
import type { Group, OpenTree } from "./open-tree.ts";
import { refreshTree } from "./refresh-tree.ts";
import { policyNow, storeFilled } from "./store-filled.ts";

const write = (core: GrowerCore, work: (tx: Tx) => Promise<void>): Promise<void> =>
  keepTrying(core, () => core.store.transaction(work));

/** Stores a sibling group with what it cost, credits the tree anew, closes its attempt: one transaction, shared with others that come just then. A filled place is left as it is. */
export async function storeGroup(
  core: GrowerCore,
  run: ActiveRun,
  tree: OpenTree,
  {
    role,
    nodes,
    spend,
    attemptId,
  }: {
    readonly role: string;
    readonly nodes: readonly NewNode[];
    readonly spend: RequestSpend;
    readonly attemptId: string;
  },
): Promise<void> {
  const startedAt = core.now();
  const stored = await keepTrying(core, () =>
    core.commit(storeFilled, { run, tree, role, nodes, spend, attemptId }),
  );
  core.tally.noteStored(core.now() - startedAt);
  run.nodesSinceStart += stored.length;
  for (const node of nodes) if (!tree.nodes.has(node.path)) keepNode(tree, node, stored.includes(node.path));
}

/** Books what a request cost that brought nothing; what it may have cost besides is kept apart on its run. */
export async function storeSpend(
  core: GrowerCore,
  tree: OpenTree,
  {
    group,
    spend,
    attemptId,
    mayBeCharged,
  }: {
    readonly group: Group;
    readonly spend: RequestSpend;
    readonly attemptId: string;
    readonly mayBeCharged: boolean;
  },
): Promise<void> {
  await write(core, async (tx) => {
    const isOpen = await (mayBeCharged ? loseAttempt(tx, attemptId) : closeAttempt(tx, attemptId));
    if (!isOpen) return;
    await addSpend(tx, tree.id, spend);
    await bookRequest(tx, { runId: group.runId, tree, role: group.role }, spend);
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
