import type { Tx } from "../../db/client.ts";
import { setTreeStatus, setTreeStatuses } from "../../db/queries/trees.ts";
import type { TreeStatus } from "../../db/stored-types.ts";
import type { GrowerCore } from "./grower-core.ts";
import { keepTrying } from "./keep-trying.ts";

type Move = { readonly treeId: string; readonly status: TreeStatus };

/**
 * Stores that a tree is opened or closed, and keeps trying. On SQLite with what else is written just then: a commit of
 * its own would cost each tree two waits for the disk.
 */
export async function storeStatus(core: GrowerCore, move: Move): Promise<void> {
  await keepTrying(core, async () => {
    // On PostgreSQL this lock beside those of a batch could close a circle with one who changes all trees of the run.
    if (core.store.dialect === "pg") await setTreeStatus(core.store, move.treeId, move.status);
    else await core.commit(moveTrees, move);
  });
}

async function moveTrees(tx: Tx, moves: readonly Move[]): Promise<readonly null[]> {
  for (const [status, own] of Map.groupBy(moves, ({ status: to }) => to))
    await setTreeStatuses(
      tx,
      own.map(({ treeId }) => treeId),
      status,
    );
  return moves.map(() => null);
}
