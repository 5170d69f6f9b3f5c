import { and, asc, count, eq, gt, inArray, or, sql } from "drizzle-orm";
import { z } from "zod";
import { readPairWords } from "../../lib/core/curation/read-pair-words.ts";
import type { Tx } from "../client.ts";
import { decodeCursor, pageOf, type Page } from "../cursor.ts";
import type { CurrentDecisionRow, DecisionRow } from "../rows.ts";
import { storable } from "../storable.ts";
import type { StandingVerdict } from "../stored-types.ts";
import { inChunks } from "./in-chunks.ts";

type Added = "sample" | "ms" | "settles";
export type NewDecision = Omit<DecisionRow, "id" | "runId" | Added> & Partial<Pick<DecisionRow, Added>>;
export type PairKey = Pick<DecisionRow, "chosenNodeId" | "rejectedNodeId">;

const chunk = 500;

/** A pair's identity as a text, for maps. */
export const pairKeyOf = ({ chosenNodeId, rejectedNodeId }: PairKey): string =>
  `${chosenNodeId} ${rejectedNodeId}`;

/**
 * Until the transaction's end nobody else saves a decision of the run: what two save at once would each be chosen
 * without the other's. Before `lockTrees`, where a transaction takes both. SQLite has one writer anyway.
 */
export async function lockDecisions(tx: Tx, runId: string): Promise<void> {
  if (tx.dialect === "pg")
    await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`decisions ${runId}`}, 0))`);
}

/**
 * Appends decisions to the history, in order, and keeps what stands on each of their pairs (`readPairWords`): the
 * last word, and whether annotators differ. Give a `tx`.
 */
export async function saveDecisions(tx: Tx, runId: string, added: readonly NewDecision[]): Promise<void> {
  const { decisions } = tx.t;
  await lockDecisions(tx, runId);
  const rows = added.map((decision) => ({ runId, ...storable(decision) }));
  for (const some of inChunks(rows, chunk)) await tx.db.insert(decisions).values(some);
  const standing: CurrentDecisionRow[] = [];
  const cleared: PairKey[] = [];
  const pairs = new Map(rows.map((row) => [pairKeyOf(row), row]));
  const histories = await historiesOf(tx, runId, [...pairs.values()]);
  for (const [key, { chosenNodeId, rejectedNodeId }] of pairs) {
    const { standing: word, isConflict } = readPairWords(histories.get(key) ?? []);
    if (word === null || word.verdict === "clear") cleared.push({ chosenNodeId, rejectedNodeId });
    else {
      const { verdict, reason, author, at, settles } = word;
      standing.push({
        chosenNodeId,
        rejectedNodeId,
        runId,
        verdict,
        reason,
        author,
        at,
        settles,
        isConflict,
      });
    }
  }
  await keepStanding(tx, standing);
  await removeCleared(tx, cleared);
}

/** All that was said on some pairs of a run, first saved to last, by `pairKeyOf`. */
export async function historiesOf(
  store: Tx,
  runId: string,
  pairs: readonly PairKey[],
): Promise<Map<string, DecisionRow[]>> {
  const { decisions } = store.t;
  const found = new Map<string, DecisionRow[]>(pairs.map((pair) => [pairKeyOf(pair), []]));
  for (const some of inChunks([...new Set(pairs.map(({ chosenNodeId }) => chosenNodeId))], chunk)) {
    const rows = await store.db.select().from(decisions).where(inArray(decisions.chosenNodeId, some));
    for (const row of rows) if (row.runId === runId) found.get(pairKeyOf(row))?.push(row);
  }
  for (const history of found.values()) history.sort((a, b) => a.id - b.id);
  return found;
}

/** How many decided pairs of a run annotators differ on, unsettled. */
export async function countConflicts(store: Tx, runId: string): Promise<number> {
  const { currentDecisions: current } = store.t;
  const [row] = await store.db
    .select({ pairs: count() })
    .from(current)
    .where(and(eq(current.runId, runId), eq(current.isConflict, true)));
  return row?.pairs ?? 0;
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
          settles: sql`excluded.settles`,
          isConflict: sql`excluded.is_conflict`,
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
