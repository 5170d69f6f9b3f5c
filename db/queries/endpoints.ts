import { desc, eq } from "drizzle-orm";
import { MalthouseError } from "../../lib/core/errors.ts";
import type { Tx } from "../client.ts";
import { pageOf, type Page } from "../cursor.ts";
import { newId } from "../new-id.ts";
import type { EndpointRow } from "../rows.ts";
import { storable } from "../storable.ts";
import { newestFirst, olderThan, placeByAge } from "./newest-first.ts";
import { countRunsUsingEndpoint } from "./runs.ts";

export type NewEndpoint = Omit<EndpointRow, "id" | "createdAt"> & {
  readonly id?: string;
  readonly createdAt?: Date;
};
export type EndpointChange = {
  readonly [Key in keyof Omit<EndpointRow, "id" | "createdAt">]?: EndpointRow[Key] | undefined;
};

/** Stores an endpoint; `apiKey` comes encrypted. */
export async function createEndpoint(store: Tx, endpoint: NewEndpoint): Promise<EndpointRow> {
  const row: EndpointRow = {
    ...storable(endpoint),
    id: endpoint.id ?? newId("endpoint"),
    createdAt: endpoint.createdAt ?? new Date(),
  };
  await store.db.insert(store.t.endpoints).values(row);
  return row;
}

/** Throws not_found. */
export async function getEndpoint(store: Tx, id: string): Promise<EndpointRow> {
  const { endpoints } = store.t;
  const [row] = await store.db.select().from(endpoints).where(eq(endpoints.id, id));
  if (!row) throw new MalthouseError("not_found", `There is no endpoint ${id}.`);
  return row;
}

/** A page of them, newest first. Throws malformed_request on a foreign cursor. */
export async function listEndpointPage(
  store: Tx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<EndpointRow>> {
  const { endpoints } = store.t;
  const rows = await store.db
    .select()
    .from(endpoints)
    .where(olderThan(endpoints, cursor))
    .orderBy(...newestFirst(endpoints))
    .limit(limit + 1);
  return pageOf(rows, limit, placeByAge);
}

/** All of them, newest first. */
export async function listEndpoints(store: Tx): Promise<EndpointRow[]> {
  const { endpoints } = store.t;
  return await store.db.select().from(endpoints).orderBy(desc(endpoints.createdAt), desc(endpoints.id));
}

/** Changes the fields given (undefined leaves one as it is, null clears it). Throws not_found. */
export async function patchEndpoint(store: Tx, id: string, change: EndpointChange): Promise<EndpointRow> {
  const { endpoints } = store.t;
  const set = Object.fromEntries(Object.entries(storable(change)).filter(([, value]) => value !== undefined));
  if (Object.keys(set).length > 0) await store.db.update(endpoints).set(set).where(eq(endpoints.id, id));
  return await getEndpoint(store, id);
}

/** Throws not_found, or wrong_state while an unfinished run uses it. */
export async function deleteEndpoint(store: Tx, id: string): Promise<void> {
  const endpoint = await getEndpoint(store, id);
  const users = await countRunsUsingEndpoint(store, id);
  if (users > 0) {
    throw new MalthouseError(
      "wrong_state",
      `${users === 1 ? "An unfinished run uses" : `${users} unfinished runs use`} the endpoint ${endpoint.name}. Let them end, cancel or delete them first.`,
    );
  }
  await store.db.delete(store.t.endpoints).where(eq(store.t.endpoints.id, id));
}
