import { and, asc, count, eq, gt, inArray, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../client.ts";
import { decodeCursor, pageOf, type Page } from "../cursor.ts";
import type { CurrentDecisionRow, DecisionRow } from "../rows.ts";
import { storable } from "../storable.ts";
import type { StandingVerdict } from "../stored-types.ts";
import { inChunks } from "./in-chunks.ts";

export type NewDecision = Omit<DecisionRow, "id" | "runId">;
export type PairKey = Pick<DecisionRow, "chosenNodeId" | "rejectedNodeId">;

const chunk = 500;

/** A pair's identity as a text, for maps. */
export const pairKeyOf = ({ chosenNodeId, rejectedNodeId }: PairKey): string =>
  `${chosenNodeId} ${rejectedNodeId}`;

/** Appends decisions to the history, in order; the last word on a pair stands, "clear" leaves none. Give a `tx`. */
export async function saveDecisions(tx: Tx, runId: string, added: readonly NewDecision[]): Promise<void> {
  const { decisions } = tx.t;
  const rows = added.map((decision) => ({ runId, ...storable(decision) }));
  for (const some of inChunks(rows, chunk)) await tx.db.insert(decisions).values(some);
  const last = new Map(rows.map((row) => [pairKeyOf(row), row]));
  const standing: CurrentDecisionRow[] = [];
  const cleared: PairKey[] = [];
  for (const { chosenNodeId, rejectedNodeId, verdict, reason, author, at } of last.values()) {
    if (verdict === "clear") cleared.push({ chosenNodeId, rejectedNodeId });
    else standing.push({ chosenNodeId, rejectedNodeId, runId, verdict, reason, author, at });
  }
  await keepStanding(tx, standing);
  await removeCleared(tx, cleared);
}

/** How many pairs of a run have each standing decision; absent ones are left out. */
export async function countStanding(
  store: Tx,
  runId: string,
): Promise<Partial<Record<StandingVerdict, number>>> {
  const { currentDecisions } = store.t;
  const rows = await store.db
    .select({ verdict: currentDecisions.verdict, pairs: count() })
    .from(currentDecisions)
    .where(eq(currentDecisions.runId, runId))
    .groupBy(currentDecisions.verdict);
  return Object.fromEntries(rows.map(({ verdict, pairs }) => [verdict, pairs]));
}

async function keepStanding(tx: Tx, standing: readonly CurrentDecisionRow[]): Promise<void> {
  const { currentDecisions } = tx.t;
  for (const some of inChunks(standing, chunk)) {
    await tx.db
      .insert(currentDecisions)
      .values(some)
      .onConflictDoUpdate({
        target: [currentDecisions.chosenNodeId, currentDecisions.rejectedNodeId],
        set: {
          verdict: sql`excluded.verdict`,
          reason: sql`excluded.reason`,
          author: sql`excluded.author`,
          at: sql`excluded.at`,
        },
      });
  }
}

async function removeCleared(tx: Tx, cleared: readonly PairKey[]): Promise<void> {
  const { currentDecisions } = tx.t;
  for (const some of inChunks(cleared, 100)) {
    await tx.db
      .delete(currentDecisions)
      .where(
        or(
          ...some.map((pair) =>
            and(
              eq(currentDecisions.chosenNodeId, pair.chosenNodeId),
              eq(currentDecisions.rejectedNodeId, pair.rejectedNodeId),
            ),
          ),
        ),
      );
  }
}

/** The history of a run, first to last. Throws malformed_request on a foreign cursor. */
export async function listDecisions(
  store: Tx,
  runId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<DecisionRow>> {
  const { decisions } = store.t;
  const rows = await store.db
    .select()
    .from(decisions)
    .where(
      and(
        eq(decisions.runId, runId),
        cursor === undefined ? undefined : gt(decisions.id, decodeCursor(cursor, z.tuple([z.int()]))[0]),
      ),
    )
    .orderBy(asc(decisions.id))
    .limit(limit + 1);
  return pageOf(rows, limit, (last) => [last.id]);
}

/** The decisions of a run that stand, in no promised order. */
export async function currentDecisions(store: Tx, runId: string): Promise<CurrentDecisionRow[]> {
  const { currentDecisions: current } = store.t;
  return await store.db.select().from(current).where(eq(current.runId, runId));
}

/** The standing decisions on pairs whose chosen node is among these. */
export async function decisionsOnChosen(
  store: Tx,
  chosenNodeIds: readonly string[],
): Promise<CurrentDecisionRow[]> {
  const { currentDecisions: current } = store.t;
  const found: CurrentDecisionRow[] = [];
  for (const some of inChunks([...new Set(chosenNodeIds)], chunk)) {
    found.push(...(await store.db.select().from(current).where(inArray(current.chosenNodeId, some))));
  }
  return found;
}
