import { and, desc, eq, lt, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { MalthouseError } from "../../lib/core/errors.ts";
import type { Tx } from "../client.ts";
import { decodeCursor, pageOf, type Page } from "../cursor.ts";
import { newId } from "../new-id.ts";
import type { VoteTaskRow } from "../rows.ts";
import { storable } from "../storable.ts";

type Counter =
  | "leavesFailed"
  | "leavesSkipped"
  | "correct"
  | "incorrect"
  | "unknown"
  | "requests"
  | "retries"
  | "promptTokens"
  | "completionTokens"
  | "costUsd"
  | "mayHaveBeenCharged";

export type NewVoteTask = Omit<
  VoteTaskRow,
  "id" | "status" | "message" | "finishedAt" | "createdAt" | Counter
>;
/** What one request or one leaf adds to a task's counters. */
export type VoteTaskDelta = { readonly [Key in Counter]?: number };

/** Stores a task that begins now. */
export async function createVoteTask(store: Tx, task: NewVoteTask): Promise<VoteTaskRow> {
  const { voteTasks } = store.t;
  const [row] = await store.db
    .insert(voteTasks)
    .values({ ...storable(task), id: newId("votes"), status: "asking", createdAt: new Date() })
    .returning();
  if (!row) throw new Error("an insert without a row");
  return row;
}

/** Throws not_found. */
export async function getVoteTask(store: Tx, id: string): Promise<VoteTaskRow> {
  const { voteTasks } = store.t;
  const [row] = await store.db.select().from(voteTasks).where(eq(voteTasks.id, id));
  if (!row) throw new MalthouseError("not_found", `There is no such asking ${id}.`);
  return row;
}

/** The tasks of a run, newest first. Throws malformed_request on a foreign cursor. */
export async function listVoteTasks(
  store: Tx,
  runId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<VoteTaskRow>> {
  const { voteTasks } = store.t;
  const rows = await store.db
    .select()
    .from(voteTasks)
    .where(
      and(
        eq(voteTasks.runId, runId),
        cursor === undefined ? undefined : lt(voteTasks.id, decodeCursor(cursor, z.tuple([z.string()]))[0]),
      ),
    )
    .orderBy(desc(voteTasks.id))
    .limit(limit + 1);
  return pageOf(rows, limit, (last) => [last.id]);
}

/** Adds to a task's counters. */
export async function addToVoteTask(tx: Tx, id: string, delta: VoteTaskDelta): Promise<void> {
  const { voteTasks } = tx.t;
  const set: Record<string, SQL> = {};
  for (const [name, by] of Object.entries(delta))
    if (by !== 0) set[name] = sql`${voteTasks[name as Counter]} + ${by}`;
  if (Object.keys(set).length > 0) await tx.db.update(voteTasks).set(set).where(eq(voteTasks.id, id));
}

/** Changes how a task stands; one that is gone with its run changes nothing. */
export async function updateVoteTask(
  store: Tx,
  id: string,
  change: { readonly [Key in "status" | "message" | "finishedAt" | "leavesTotal"]?: VoteTaskRow[Key] },
): Promise<void> {
  const { voteTasks } = store.t;
  await store.db.update(voteTasks).set(storable(change)).where(eq(voteTasks.id, id));
}

/** Ends the tasks that no process works on any more. To be called at the start. */
export async function stopAbandonedVoteTasks(store: Tx, message: string): Promise<void> {
  const { voteTasks } = store.t;
  await store.db
    .update(voteTasks)
    .set({ status: "stopped", message, finishedAt: new Date() })
    .where(eq(voteTasks.status, "asking"));
}
