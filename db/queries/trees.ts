import { and, asc, count, desc, eq, gt, inArray, lt, ne, sql } from "drizzle-orm";
import { MalthouseError } from "../../lib/core/errors.ts";
import type { Tx } from "../client.ts";
import { newId } from "../new-id.ts";
import type { TreeRow } from "../rows.ts";
import type { TreeStatus } from "../stored-types.ts";
import { inChunks } from "./in-chunks.ts";

export type NewTree = {
  readonly questionId: string;
  /** Planned completions, at most. */
  readonly nodesTotal: number;
  readonly status?: TreeStatus;
};

const chunk = 500;

/** Adds trees to a run from `firstPosition` on and counts them there; returns their ids, in order. Give a `tx`. */
export async function addTrees(
  tx: Tx,
  runId: string,
  added: readonly NewTree[],
  firstPosition: number,
): Promise<string[]> {
  const { trees, runs } = tx.t;
  const rows = added.map((tree, index) => ({
    id: newId("tree"),
    runId,
    questionId: tree.questionId,
    position: firstPosition + index,
    status: tree.status ?? ("waiting" as const),
    nodesTotal: tree.nodesTotal,
    roleValues: {},
    rolePairs: {},
  }));
  for (const some of inChunks(rows, chunk)) await tx.db.insert(trees).values(some);
  const planned = rows.reduce((sum, tree) => sum + tree.nodesTotal, 0);
  await tx.db
    .update(runs)
    .set({
      treesTotal: sql`${runs.treesTotal} + ${rows.length}`,
      nodesTotal: sql`${runs.nodesTotal} + ${planned}`,
    })
    .where(eq(runs.id, runId));
  return rows.map((row) => row.id);
}

/** Holds a tree until the transaction ends, so that what is derived of its nodes is derived by one at a time. */
export async function lockTree(tx: Tx, id: string): Promise<void> {
  await lockTrees(tx, [id]);
}

/** The same for several, in one order everywhere: who locks two crosswise would wait for each other. */
export async function lockTrees(tx: Tx, ids: readonly string[]): Promise<void> {
  // SQLite has one writer anyway.
  if (tx.dialect !== "pg" || ids.length === 0) return;
  await tx.run(sql`select 1 from trees where ${inArray(tx.t.trees.id, [...ids])} order by id for update`);
}

/** Throws not_found. */
export async function getTree(store: Tx, id: string): Promise<TreeRow> {
  const { trees } = store.t;
  const [row] = await store.db.select().from(trees).where(eq(trees.id, id));
  if (!row) throw new MalthouseError("not_found", `There is no tree ${id}.`);
  return row;
}

/** Trees by id; those that are not there are left out. */
export async function treesById(store: Tx, ids: readonly string[]): Promise<Map<string, TreeRow>> {
  const { trees } = store.t;
  const found = new Map<string, TreeRow>();
  for (const some of inChunks([...new Set(ids)], chunk)) {
    for (const row of await store.db.select().from(trees).where(inArray(trees.id, some)))
      found.set(row.id, row);
  }
  return found;
}

/** The trees before and after one in its run; null at the ends. */
export async function treeNeighbours(
  store: Tx,
  { runId, position }: Pick<TreeRow, "runId" | "position">,
): Promise<{ previousTreeId: string | null; nextTreeId: string | null }> {
  const { trees } = store.t;
  const [previous] = await store.db
    .select({ id: trees.id })
    .from(trees)
    .where(and(eq(trees.runId, runId), lt(trees.position, position)))
    .orderBy(desc(trees.position))
    .limit(1);
  const [next] = await store.db
    .select({ id: trees.id })
    .from(trees)
    .where(and(eq(trees.runId, runId), gt(trees.position, position)))
    .orderBy(asc(trees.position))
    .limit(1);
  return { previousTreeId: previous?.id ?? null, nextTreeId: next?.id ?? null };
}

/** Trees that are still waiting or growing, in run order. */
export async function openTrees(store: Tx, runId: string): Promise<TreeRow[]> {
  const { trees } = store.t;
  return await store.db
    .select()
    .from(trees)
    .where(and(eq(trees.runId, runId), inArray(trees.status, ["waiting", "growing"])))
    .orderBy(asc(trees.position));
}

/** Trees that could be grown, oldest first: those that have begun, and so many that have not. */
export async function growableTrees(
  store: Tx,
  runId: string,
  limit: number,
): Promise<{ id: string; position: number }[]> {
  const { trees } = store.t;
  const ofStatus = (status: TreeStatus) =>
    store.db
      .select({ id: trees.id, position: trees.position })
      .from(trees)
      .where(and(eq(trees.runId, runId), eq(trees.status, status)))
      .orderBy(asc(trees.position));
  return [...(await ofStatus("growing")), ...(await ofStatus("waiting").limit(limit))];
}

/** Whether a run has a tree that is not closed. */
export async function hasOpenTrees(store: Tx, runId: string): Promise<boolean> {
  const { trees } = store.t;
  const rows = await store.db
    .select({ id: trees.id })
    .from(trees)
    .where(and(eq(trees.runId, runId), inArray(trees.status, ["waiting", "growing"])))
    .limit(1);
  return rows.length > 0;
}

/** Sets a tree's status; false when it had that one already, so that one writer tells the others. */
export async function setTreeStatus(tx: Tx, id: string, status: TreeStatus): Promise<boolean> {
  return (await setTreeStatuses(tx, [id], status)).has(id);
}

/** The same for several; answers those that had another one. */
export async function setTreeStatuses(
  tx: Tx,
  ids: readonly string[],
  status: TreeStatus,
): Promise<ReadonlySet<string>> {
  const { trees } = tx.t;
  const changed = new Set<string>();
  for (const some of inChunks(ids, chunk))
    for (const { id } of await tx.db
      .update(trees)
      .set({ status })
      .where(and(inArray(trees.id, some), ne(trees.status, status)))
      .returning({ id: trees.id }))
      changed.add(id);
  return changed;
}

/** The trees of a run that have begun, with their status, in run order. */
export async function treeStatuses(
  store: Tx,
  runId: string,
): Promise<{ treeId: string; status: TreeStatus }[]> {
  const { trees } = store.t;
  return await store.db
    .select({ treeId: trees.id, status: trees.status })
    .from(trees)
    .where(and(eq(trees.runId, runId), ne(trees.status, "waiting")))
    .orderBy(asc(trees.position));
}

/** How many trees of a run have each status; absent ones are 0. */
export async function countTreesByStatus(store: Tx, runId: string): Promise<Record<TreeStatus, number>> {
  const { trees } = store.t;
  const rows = await store.db
    .select({ status: trees.status, trees: count() })
    .from(trees)
    .where(eq(trees.runId, runId))
    .groupBy(trees.status);
  const counts = { waiting: 0, growing: 0, completed: 0, failed: 0 };
  for (const row of rows) counts[row.status] = row.trees;
  return counts;
}

/** The ids of a run's trees, in run order. */
export async function treeIdsOfRun(store: Tx, runId: string): Promise<string[]> {
  const { trees } = store.t;
  const rows = await store.db
    .select({ id: trees.id })
    .from(trees)
    .where(eq(trees.runId, runId))
    .orderBy(asc(trees.position));
  return rows.map(({ id }) => id);
}
