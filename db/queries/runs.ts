import { and, asc, count, eq, inArray, sql } from "drizzle-orm";
import { MalthouseError } from "../../lib/core/errors.ts";
import type { Store, Tx } from "../client.ts";
import { pageOf, type Page } from "../cursor.ts";
import { contains } from "../fragments.ts";
import { newId } from "../new-id.ts";
import type { RunRow } from "../rows.ts";
import { selectRows } from "../select-rows.ts";
import { storable } from "../storable.ts";
import type { RunStatus, StoredNotice } from "../stored-types.ts";
import { newestFirst, olderThan, placeByAge } from "./newest-first.ts";
import { addTrees } from "./trees.ts";

export type NewRun = Omit<
  typeof import("../schema.pg.ts").runs.$inferInsert,
  "id" | "treesTotal" | "nodesTotal" | "isDeleted" | "notices" | "endpoints" | "createdAt"
> & {
  readonly id?: string;
  /** Planned completions of one tree. */
  readonly nodesPerTree: number;
  readonly notices?: readonly StoredNotice[];
  readonly endpoints?: RunRow["endpoints"];
  readonly createdAt?: Date;
};

export type RunChange = {
  readonly [Key in keyof Omit<RunRow, "id" | "createdAt" | "isDeleted">]?: RunRow[Key] | undefined;
};

const unfinished: readonly RunStatus[] = ["queued", "growing", "paused"];
const noticesKept = 100;
const treesPerDelete = 20;

/**
 * Stores a run and one waiting tree for each question, in the order given; give a `tx` to have all or nothing.
 * An import starts with no question and adds its trees with addTrees.
 */
export async function createRun(tx: Tx, run: NewRun, questionIds: readonly string[]): Promise<RunRow> {
  const { nodesPerTree, ...fields } = run;
  const id = run.id ?? newId("run");
  await tx.db.insert(tx.t.runs).values({
    ...storable(fields),
    id,
    notices: storable(run.notices ?? []),
    endpoints: storable(run.endpoints ?? []),
    createdAt: run.createdAt ?? new Date(),
  });
  await addTrees(
    tx,
    id,
    questionIds.map((questionId) => ({ questionId, nodesTotal: nodesPerTree })),
    0,
  );
  return await getRun(tx, id);
}

/** Throws not_found. */
export async function getRun(store: Tx, id: string): Promise<RunRow> {
  const { runs } = store.t;
  const [row] = await store.db
    .select()
    .from(runs)
    .where(and(eq(runs.id, id), eq(runs.isDeleted, false)));
  if (!row) throw new MalthouseError("not_found", `There is no run ${id}.`);
  return row;
}

/** A run's threshold, without all that is stored of it. Throws not_found. */
export async function thresholdOf(store: Tx, id: string): Promise<string> {
  const [row] = await selectRows(store, store.t.runs, ["threshold"], { id: [id], isDeleted: [false] });
  if (!row) throw new MalthouseError("not_found", `There is no run ${id}.`);
  return row.threshold;
}

/** `name` where no run has it, else with the lowest number behind it, from 2, that makes it free; at most 200 letters. */
export async function freeRunName(tx: Tx, name: string): Promise<string> {
  const { runs } = tx.t;
  const base = name.slice(0, 190);
  const rows = await tx.db
    .select({ name: runs.name })
    .from(runs)
    .where(and(eq(runs.isDeleted, false), contains(tx, runs.name, base)));
  const taken = new Set(rows.map((row) => row.name));
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base} (${number})`)) number += 1;
  return `${base} (${number})`;
}

/** Newest first; `q` looks in the name. Throws malformed_request on a foreign cursor. */
export async function listRuns(
  store: Tx,
  {
    status,
    q,
    cursor,
    limit,
  }: { status?: RunStatus | undefined; q?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<RunRow>> {
  const { runs } = store.t;
  const rows = await store.db
    .select()
    .from(runs)
    .where(
      and(
        eq(runs.isDeleted, false),
        status ? eq(runs.status, status) : undefined,
        q ? contains(store, runs.name, q) : undefined,
        olderThan(runs, cursor),
      ),
    )
    .orderBy(...newestFirst(runs))
    .limit(limit + 1);
  return pageOf(rows, limit, placeByAge);
}

/** Changes the fields given; undefined leaves one as it is. Throws not_found. */
export async function updateRun(tx: Tx, id: string, change: RunChange): Promise<RunRow> {
  const { runs } = tx.t;
  const set = Object.fromEntries(Object.entries(storable(change)).filter(([, value]) => value !== undefined));
  if (Object.keys(set).length > 0) await tx.db.update(runs).set(set).where(eq(runs.id, id));
  return await getRun(tx, id);
}

/** Lets nobody else change these runs until the transaction ends, so that what is read of them now still holds. */
export async function lockRuns(tx: Tx, ids: Iterable<string>): Promise<void> {
  const all = [...ids];
  // SQLite has one writer anyway.
  if (tx.dialect === "sqlite" || all.length === 0) return;
  await tx.run(sql`select 1 from runs where ${inArray(tx.t.runs.id, all)} order by id for no key update`);
}

/** The same where the run has one of these statuses; else it stays as it is. Throws not_found. */
export async function moveRun(
  tx: Tx,
  id: string,
  from: readonly RunStatus[],
  change: RunChange,
): Promise<RunRow> {
  await lockRuns(tx, [id]);
  const run = await getRun(tx, id);
  return from.includes(run.status) ? await updateRun(tx, id, change) : run;
}

/** Appends a notice, the newest hundred are kept. Reads before it writes: give a `tx`. Throws not_found. */
export async function addNotice(tx: Tx, id: string, notice: StoredNotice): Promise<void> {
  // Two that read the same list would each write their own.
  await lockRuns(tx, [id]);
  const run = await getRun(tx, id);
  await updateRun(tx, id, { notices: [...run.notices, notice].slice(-noticesKept) });
}

/** Runs that go on by themselves after a start, oldest first. */
export async function runsToResume(store: Tx): Promise<RunRow[]> {
  const { runs } = store.t;
  return await store.db
    .select()
    .from(runs)
    .where(and(inArray(runs.status, ["queued", "growing"]), eq(runs.isDeleted, false)))
    .orderBy(asc(runs.createdAt), asc(runs.id));
}

/** Unfinished runs with a role on this endpoint. */
export async function countRunsUsingEndpoint(store: Tx, endpointId: string): Promise<number> {
  const { runs } = store.t;
  const rows = await store.db
    .select({ config: runs.config })
    .from(runs)
    .where(and(inArray(runs.status, [...unfinished]), eq(runs.isDeleted, false)));
  return rows.filter(({ config }) => endpointsOf(config).includes(endpointId)).length;
}

function endpointsOf(config: RunRow["config"]): unknown[] {
  const roles: unknown = config?.["roles"];
  if (roles === null || typeof roles !== "object") return [];
  return Object.values(roles).map((role: unknown) =>
    role !== null && typeof role === "object" && "endpointId" in role ? role.endpointId : undefined,
  );
}

/**
 * Deletes a run with its trees, nodes and decisions, in parts, so that others may write between; nobody sees it from
 * the first part on, and a stop in the middle is finished at the next start.
 * Throws not_found, or wrong_state while it is queued or growing.
 */
export async function deleteRun(store: Store, id: string): Promise<void> {
  await store.transaction(async (tx) => {
    const run = await getRun(tx, id);
    if (run.status === "queued" || run.status === "growing") {
      throw new MalthouseError(
        "wrong_state",
        `The run ${run.name} is ${run.status}. Pause or cancel it, then delete it.`,
      );
    }
    await tx.db.update(tx.t.runs).set({ isDeleted: true }).where(eq(tx.t.runs.id, id));
  });
  await removeRun(store, id);
}

/** The work of deleteRun once the run is out of sight; safe to repeat. */
export async function removeRun(store: Tx, id: string): Promise<void> {
  const { runs, trees } = store.t;
  for (;;) {
    const some = await store.db
      .select({ id: trees.id })
      .from(trees)
      .where(eq(trees.runId, id))
      .limit(treesPerDelete);
    if (some.length === 0) break;
    await store.db.delete(trees).where(
      inArray(
        trees.id,
        some.map((tree) => tree.id),
      ),
    );
  }
  await store.db.delete(runs).where(eq(runs.id, id));
}

/** How many runs there are of each status; absent ones are left out. */
export async function countRunsByStatus(store: Tx): Promise<Partial<Record<RunStatus, number>>> {
  const { runs } = store.t;
  const rows = await store.db
    .select({ status: runs.status, runs: count() })
    .from(runs)
    .where(eq(runs.isDeleted, false))
    .groupBy(runs.status);
  return Object.fromEntries(rows.map((row) => [row.status, row.runs]));
}
