import { and, eq, lt, ne, or } from "drizzle-orm";
import type { Tx } from "../client.ts";
import { removeRun } from "./runs.ts";

/** An upload older than this is not coming any more. */
const uploadMs = 24 * 60 * 60 * 1000;

/** Finishes what a stop broke off: runs half deleted, data sets and imports half written (a day old, since another process may still write). */
export async function removeLeftovers(store: Tx): Promise<void> {
  const { runs, datasets } = store.t;
  const lastUpload = new Date(Date.now() - uploadMs);
  const gone = await store.db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.isDeleted, true), or(ne(runs.status, "queued"), lt(runs.createdAt, lastUpload))));
  for (const { id } of gone) await removeRun(store, id);
  await store.db.delete(datasets).where(and(eq(datasets.isReady, false), lt(datasets.createdAt, lastUpload)));
}
