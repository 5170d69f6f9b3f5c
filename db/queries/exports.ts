import { and, type AnyColumn, desc, eq, type SQL, sql } from "drizzle-orm";
import { MalthouseError } from "../../lib/core/errors.ts";
import type { Tx } from "../client.ts";
import { pageOf, type Page } from "../cursor.ts";
import { newId } from "../new-id.ts";
import type { ExportRow } from "../rows.ts";
import { storable } from "../storable.ts";
import { newestFirst, olderThan, placeByAge } from "./newest-first.ts";

export type NewExport = Pick<ExportRow, "recipe" | "recipeHash" | "runs"> & {
  readonly id?: string;
  readonly createdAt?: Date;
};
export type ExportChange = {
  readonly [Key in "status" | "progress" | "message" | "files" | "manifest" | "rows" | "bytes"]?:
    | ExportRow[Key]
    | undefined;
};

/** Stores an export that is being built. */
export async function createExport(
  store: Tx,
  { recipe, recipeHash, runs, id, createdAt }: NewExport,
): Promise<ExportRow> {
  const row: ExportRow = {
    id: id ?? newId("export"),
    status: "building",
    progress: 0,
    message: null,
    recipe: storable(recipe),
    recipeHash,
    runs: storable(runs),
    files: [],
    manifest: null,
    rows: 0,
    bytes: null,
    createdAt: createdAt ?? new Date(),
  };
  await store.db.insert(store.t.dataExports).values(row);
  return row;
}

/** Throws not_found. */
export async function getExport(store: Tx, id: string): Promise<ExportRow> {
  const { dataExports } = store.t;
  const [row] = await store.db.select().from(dataExports).where(eq(dataExports.id, id));
  if (!row) throw new MalthouseError("not_found", `There is no export ${id}.`);
  return row;
}

/** Lets one at a time begin something of an export until the transaction ends: two would each find nothing under way. */
export async function lockExport(tx: Tx, id: string): Promise<void> {
  // SQLite has one writer anyway.
  if (tx.dialect === "pg") await tx.run(sql`select 1 from exports where id = ${id} for no key update`);
}

/** Newest first, all or those that drew from a run. Throws malformed_request on a foreign cursor. */
export async function listExports(
  store: Tx,
  { cursor, limit, runId }: { cursor?: string | undefined; limit: number; runId?: string | undefined },
): Promise<Page<ExportRow>> {
  const { dataExports } = store.t;
  const rows = await store.db
    .select()
    .from(dataExports)
    .where(
      and(
        olderThan(dataExports, cursor),
        runId === undefined ? undefined : drewFrom(dataExports.runs, runId),
      ),
    )
    .orderBy(...newestFirst(dataExports))
    .limit(limit + 1);
  return pageOf(rows, limit, placeByAge);
}

/** The finished exports that drew from a run, newest first, without their manifests. */
export async function readyExportsOfRun(
  store: Tx,
  runId: string,
): Promise<Pick<ExportRow, "id" | "recipe" | "recipeHash" | "files" | "createdAt">[]> {
  const { dataExports } = store.t;
  return await store.db
    .select({
      id: dataExports.id,
      recipe: dataExports.recipe,
      recipeHash: dataExports.recipeHash,
      files: dataExports.files,
      createdAt: dataExports.createdAt,
    })
    .from(dataExports)
    .where(and(eq(dataExports.status, "ready"), drewFrom(dataExports.runs, runId)))
    .orderBy(desc(dataExports.createdAt), desc(dataExports.id));
}

/** By the JSON's text, with the space that PostgreSQL writes or without; quotes inside a run's name are escaped there. */
const drewFrom = (runs: AnyColumn, runId: string): SQL =>
  sql`(cast(${runs} as text) like ${`%"id":"${escapeLike(runId)}"%`} escape '!' or cast(${runs} as text) like ${`%"id": "${escapeLike(runId)}"%`} escape '!')`;

const escapeLike = (text: string): string => text.replaceAll(/[!%_]/g, "!$&");

/**
 * Changes an export while it is being built; undefined leaves a field as it is. Throws not_found, or wrong_state
 * once it has ended: what is finished never changes.
 */
export async function updateExport(store: Tx, id: string, change: ExportChange): Promise<ExportRow> {
  const { dataExports } = store.t;
  const set = Object.fromEntries(Object.entries(storable(change)).filter(([, value]) => value !== undefined));
  const before = await getExport(store, id);
  if (Object.keys(set).length === 0) return before;
  const [after] = await store.db
    .update(dataExports)
    .set(set)
    .where(and(eq(dataExports.id, id), eq(dataExports.status, "building")))
    .returning();
  if (!after)
    throw new MalthouseError("wrong_state", `The export ${id} is ${before.status} and changes no more.`);
  return after;
}

/** Exports still being built: after a start, those whose builder is gone. */
export async function buildingExports(store: Tx): Promise<ExportRow[]> {
  const { dataExports } = store.t;
  return await store.db.select().from(dataExports).where(eq(dataExports.status, "building"));
}
