import { and, desc, eq, inArray, ne, notInArray, sql } from "drizzle-orm";
import { MalthouseError } from "../../lib/core/errors.ts";
import type { Tx } from "../client.ts";
import { newId } from "../new-id.ts";
import type { RejudgingRow } from "../rows.ts";
import { storable } from "../storable.ts";
import type { RejudgingCounts, RejudgingStatus } from "../stored-types.ts";

export type NewRejudging = Pick<
  RejudgingRow,
  "runId" | "from" | "to" | "nodesSeen" | "treesTotal" | "author"
>;
export type RejudgingChange = {
  readonly [Key in keyof Omit<RejudgingRow, "id" | "runId" | "createdAt">]?: RejudgingRow[Key] | undefined;
};

export const noCounts: RejudgingCounts = {
  nodes: 0,
  verdicts: 0,
  details: 0,
  overridden: 0,
  trees: 0,
  moves: [],
  values: {},
  labels: {},
  pairsAdded: {},
  pairsRemoved: {},
  decisions: 0,
  leaves: 0,
  correctLeaves: [0, 0],
  unknownLeaves: [0, 0],
};

/** What was applied once is history; anything else gives way to a newer preview. */
const history: readonly RejudgingStatus[] = ["applying", "applied", "undoing", "undone"];

/** Stores a rejudging that is being previewed, in place of earlier ones of the run that were never applied. Give a `tx`. */
export async function createRejudging(tx: Tx, added: NewRejudging): Promise<RejudgingRow> {
  const { rejudgings } = tx.t;
  await tx.db.delete(rejudgings).where(
    and(
      eq(rejudgings.runId, added.runId),
      notInArray(rejudgings.status, [...history]),
      // One that failed half applied can still be finished or taken back.
      sql`not (${rejudgings.status} = 'failed' and ${rejudgings.appliedAt} is not null)`,
    ),
  );
  const row: RejudgingRow = {
    ...storable(added),
    id: newId("rejudging"),
    status: "previewing",
    treesDone: 0,
    nextPosition: 0,
    counts: noCounts,
    message: null,
    createdAt: new Date(),
    appliedAt: null,
    undoneAt: null,
  };
  await tx.db.insert(rejudgings).values(row);
  return row;
}

/** Throws not_found, also for one of another run. */
export async function getRejudging(store: Tx, runId: string, id: string): Promise<RejudgingRow> {
  const { rejudgings } = store.t;
  const [row] = await store.db
    .select()
    .from(rejudgings)
    .where(and(eq(rejudgings.id, id), eq(rejudgings.runId, runId)));
  if (!row) throw new MalthouseError("not_found", `This run has no rejudging ${id}.`);
  return row;
}

/** Those of a run, newest first. */
export async function listRejudgings(store: Tx, runId: string): Promise<RejudgingRow[]> {
  const { rejudgings } = store.t;
  return await store.db
    .select()
    .from(rejudgings)
    .where(eq(rejudgings.runId, runId))
    .orderBy(desc(rejudgings.createdAt), desc(rejudgings.id));
}

/** Those that were under way when their process ended, or are still. */
export async function movingRejudgings(store: Tx): Promise<RejudgingRow[]> {
  const { rejudgings } = store.t;
  return await store.db
    .select()
    .from(rejudgings)
    .where(inArray(rejudgings.status, ["previewing", "applying", "undoing"]));
}

/** Whether the answers of a run are being rewritten now, by whatever process. */
export async function isRewritten(store: Tx, runId: string, exceptId = ""): Promise<boolean> {
  const { rejudgings } = store.t;
  const [row] = await store.db
    .select({ id: rejudgings.id })
    .from(rejudgings)
    .where(
      and(
        eq(rejudgings.runId, runId),
        inArray(rejudgings.status, ["applying", "undoing"]),
        ne(rejudgings.id, exceptId),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** Changes one that still has a status; undefined leaves a field as it is. False where it has another one, or is gone. */
export async function changeRejudging(
  tx: Tx,
  id: string,
  status: RejudgingStatus,
  change: RejudgingChange,
): Promise<boolean> {
  const { rejudgings } = tx.t;
  const set = Object.fromEntries(Object.entries(storable(change)).filter(([, value]) => value !== undefined));
  const changed = await tx.db
    .update(rejudgings)
    .set(set)
    .where(and(eq(rejudgings.id, id), eq(rejudgings.status, status)))
    .returning({ id: rejudgings.id });
  return changed.length > 0;
}
