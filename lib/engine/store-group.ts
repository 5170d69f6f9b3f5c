import type { Tx } from "../../db/client.ts";
import { insertFailure } from "../../db/queries/failures.ts";
import { addSpend, insertGroup, type NewNode, type Spend } from "../../db/queries/insert-group.ts";
import type { ActiveRun } from "./active-run.ts";
import type { GrowerCore } from "./grower.ts";
import type { Group, OpenTree } from "./open-tree.ts";
import { refreshTree } from "./refresh-tree.ts";

const retryMs = 2000;

/**
 * Writes in one transaction and does not give up: what was paid for is held in memory until the store takes it. The
 * request's place stays taken meanwhile, so a store that is down soon stops the growing.
 */
async function write(core: GrowerCore, work: (tx: Tx) => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await core.store.transaction(work);
    } catch (error) {
      if (core.hasStopped()) throw error;
      core.log.error(error, "the store refused a write; trying again");
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
}

/** Stores a sibling group with what it cost, credits the tree anew: one transaction. A filled place is left as it is. */
export async function storeGroup(
  core: GrowerCore,
  run: ActiveRun,
  tree: OpenTree,
  nodes: readonly NewNode[],
  spend: Spend,
): Promise<void> {
  let stored: readonly { readonly path: string }[] = [];
  await write(core, async (tx) => {
    stored = await insertGroup(tx, { treeId: tree.id, nodes, spend });
    if (stored.length === 0) return await addSpend(tx, tree.id, spend);
    await refreshTree(tx, tree.id, run.policy);
  });
  run.nodesSinceStart += stored.length;
  for (const { path, role, verdict, claim } of nodes)
    if (!tree.nodes.has(path)) tree.nodes.set(path, { path, role, verdict: verdict ?? null, claim: claim ?? null });
}

/** Books what a request cost that brought nothing. */
export async function storeSpend(core: GrowerCore, tree: OpenTree, spend: Spend): Promise<void> {
  await write(core, (tx) => addSpend(tx, tree.id, spend));
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
    await refreshTree(tx, tree.id, run.policy);
  });
  for (const { path } of group.slots) tree.failed.add(path);
}
