import { and, eq } from "drizzle-orm";
import { MalthouseError } from "../../lib/core/errors.ts";
import type { Tx } from "../client.ts";
import { pageOf, type Page } from "../cursor.ts";
import { newId } from "../new-id.ts";
import type { HubAccessRow, HubPushRow } from "../rows.ts";
import { storable } from "../storable.ts";
import { newestFirst, olderThan, placeByAge } from "./newest-first.ts";

const only = "hub";

/** How the Hub is reached; null where nobody has said. */
export async function getHubAccess(store: Tx): Promise<HubAccessRow | null> {
  const { hubAccess } = store.t;
  const [row] = await store.db.select().from(hubAccess).where(eq(hubAccess.id, only));
  return row ?? null;
}

/** Replaces how the Hub is reached; the token comes encrypted. */
export async function saveHubAccess(store: Tx, access: Omit<HubAccessRow, "id">): Promise<void> {
  const { hubAccess } = store.t;
  await store.db
    .insert(hubAccess)
    .values({ id: only, ...storable(access) })
    .onConflictDoUpdate({ target: hubAccess.id, set: storable(access) });
}

/** Stores a push that begins. */
export async function createHubPush(
  store: Tx,
  push: Pick<HubPushRow, "exportId" | "hubUrl" | "repo" | "isPrivate">,
): Promise<HubPushRow> {
  const row: HubPushRow = {
    ...storable(push),
    id: newId("push"),
    status: "pushing",
    progress: 0,
    message: null,
    url: null,
    createdAt: new Date(),
  };
  await store.db.insert(store.t.hubPushes).values(row);
  return row;
}

/** Throws not_found, also where the push is of another export. */
export async function getHubPush(store: Tx, exportId: string, id: string): Promise<HubPushRow> {
  const { hubPushes } = store.t;
  const [row] = await store.db
    .select()
    .from(hubPushes)
    .where(and(eq(hubPushes.id, id), eq(hubPushes.exportId, exportId)));
  if (!row) throw new MalthouseError("not_found", `This export has no push ${id}.`);
  return row;
}

/** Pushes of an export, newest first. Throws malformed_request on a foreign cursor. */
export async function listHubPushes(
  store: Tx,
  exportId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<HubPushRow>> {
  const { hubPushes } = store.t;
  const rows = await store.db
    .select()
    .from(hubPushes)
    .where(and(eq(hubPushes.exportId, exportId), olderThan(hubPushes, cursor)))
    .orderBy(...newestFirst(hubPushes))
    .limit(limit + 1);
  return pageOf(rows, limit, placeByAge);
}

/** Changes a push while it is under way; what has ended stays as it ended. */
export async function updateHubPush(
  store: Tx,
  id: string,
  change: Partial<Pick<HubPushRow, "status" | "progress" | "message" | "url">>,
): Promise<void> {
  const { hubPushes } = store.t;
  await store.db
    .update(hubPushes)
    .set(storable(change))
    .where(and(eq(hubPushes.id, id), eq(hubPushes.status, "pushing")));
}

/** Pushes still under way: after a start, those whose process is gone. */
export async function unfinishedHubPushes(store: Tx): Promise<HubPushRow[]> {
  const { hubPushes } = store.t;
  return await store.db.select().from(hubPushes).where(eq(hubPushes.status, "pushing"));
}
