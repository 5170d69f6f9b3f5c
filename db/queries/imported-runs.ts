import { and, eq } from "drizzle-orm";
import { MalthouseError } from "../../lib/core/errors.ts";
import type { Tx } from "../client.ts";
import { newId } from "../new-id.ts";
import type { RunRow } from "../rows.ts";
import { storable } from "../storable.ts";
import type { NewRun } from "./runs.ts";

export type NewImport = Omit<NewRun, "id" | "status" | "nodesPerTree" | "isImported" | "datasetId">;
export type ImportEnd = Pick<RunRow, "status" | "waitingFor" | "waitingReason" | "finishedAt">;

/**
 * Stores a run that is being imported: nobody sees it before finishImport, and where that never comes a later start
 * removes it (removeLeftovers). Being hidden and queued is what tells it from a run half deleted.
 */
export async function startImport(store: Tx, run: NewImport): Promise<RunRow> {
  const { runs } = store.t;
  const [row] = await store.db
    .insert(runs)
    .values({
      ...storable(run),
      id: newId("run"),
      datasetId: null,
      status: "queued",
      notices: storable(run.notices ?? []),
      endpoints: storable(run.endpoints ?? []),
      isImported: true,
      isDeleted: true,
      createdAt: run.createdAt ?? new Date(),
    })
    .returning();
  if (!row) throw new Error("an insert without a row");
  return row;
}

/** Shows an imported run, whole. Throws not_found where it was removed meanwhile. */
export async function finishImport(store: Tx, id: string, end: ImportEnd): Promise<RunRow> {
  const { runs } = store.t;
  const [row] = await store.db
    .update(runs)
    .set({ ...storable(end), isDeleted: false })
    .where(and(eq(runs.id, id), eq(runs.status, "queued"), eq(runs.isDeleted, true)))
    .returning();
  if (!row)
    throw new MalthouseError("not_found", "The import was removed while it ran. Upload the file again.");
  return row;
}
