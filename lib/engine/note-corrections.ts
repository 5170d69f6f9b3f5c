import type { Store, Tx } from "../../db/client.ts";
import { saveCorrections, treesWithoutCorrections } from "../../db/queries/corrections.ts";
import { getRun } from "../../db/queries/runs.ts";
import { lockTrees } from "../../db/queries/trees.ts";
import { correctionsOf } from "../core/credit/corrections-of.ts";
import { linesOf } from "./lines-of.ts";
import { policyOf, type RunPolicy } from "./run-policy.ts";

const treesPerBatch = 200;

/**
 * Counts, for finished trees of a run that were stored before this was kept, what became of first answers in them: a
 * batch a transaction, once. Throws `not_found`.
 */
export async function noteCorrections(store: Store, runId: string): Promise<void> {
  const policy = policyOf(await getRun(store, runId));
  while (await store.transaction((tx) => noteBatch(tx, runId, policy))) continue;
}

/** Whether there was anything to do. */
async function noteBatch(tx: Tx, runId: string, policy: RunPolicy): Promise<boolean> {
  const found = await treesWithoutCorrections(tx, runId, treesPerBatch);
  if (found.length === 0) return false;
  await lockTrees(
    tx,
    found.map(({ treeId }) => treeId),
  );
  // Read again: who held one of them may have changed it.
  const trees = await treesWithoutCorrections(tx, runId, treesPerBatch);
  for (const { treeId, line } of await linesOf(tx, trees, policy))
    await saveCorrections(tx, treeId, correctionsOf(line, policy.protocol.roles.length));
  return true;
}
