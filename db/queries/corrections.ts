import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import type { Tx } from "../client.ts";
import type { StoredCorrections } from "../stored-types.ts";

/** Up to `limit` finished trees of a run stored before their corrections were counted, with their lines. */
export async function treesWithoutCorrections(
  store: Tx,
  runId: string,
  limit: number,
): Promise<readonly { readonly treeId: string; readonly line: string | null }[]> {
  const { trees } = store.t;
  return await store.db
    .select({ treeId: trees.id, line: trees.verdictLine })
    .from(trees)
    .where(
      and(
        eq(trees.runId, runId),
        inArray(trees.status, ["completed", "failed"]),
        gt(trees.nodesDone, 0),
        isNull(trees.corrections),
      ),
    )
    .orderBy(asc(trees.id))
    .limit(limit);
}

/** Sets them where they are still missing. */
export async function saveCorrections(tx: Tx, treeId: string, corrections: StoredCorrections): Promise<void> {
  const { trees } = tx.t;
  await tx.db
    .update(trees)
    .set({ corrections })
    .where(and(eq(trees.id, treeId), isNull(trees.corrections)));
}
