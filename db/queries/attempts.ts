import { count, eq, inArray, notInArray, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Tx } from "../client.ts";
import { sumOf } from "../fragments.ts";
import { insertRows } from "../insert-rows.ts";
import { listOf, padded } from "../parameters.ts";
import type { AttemptRow, RunRow } from "../rows.ts";
import { inChunks } from "./in-chunks.ts";

const chunk = 100;

/** What requests of a run that may have been charged had set aside for them. */
export type LostAttempts = {
  readonly runId: string;
  readonly requests: number;
  readonly tokens: number;
  readonly usd: number;
};

/** Notes requests that are about to be sent. */
export async function insertAttempts(tx: Tx, rows: readonly AttemptRow[]): Promise<void> {
  await insertRows(tx, tx.t.attempts, rows);
}

/** A request is over and what it used is known; part of the transaction that stores it. False where it was closed before. */
export async function closeAttempt(tx: Tx, id: string): Promise<boolean> {
  return (await closeAttempts(tx, [id])).has(id);
}

/** The same for several; answers those that were open. */
export async function closeAttempts(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const closed = new Set<string>();
  for (const some of inChunks(ids, chunk))
    for (const [id] of await tx.query(
      `delete from attempts where id in ${listOf(padded(some).length)} returning id`,
      padded(some),
    ))
      closed.add(String(id));
  return closed;
}

/** A request ended without telling whether it was charged: what it had set aside is counted apart on its run. False where that was done before. Give a `tx`. */
export async function loseAttempt(tx: Tx, id: string): Promise<boolean> {
  return (await loseWhere(tx, eq(tx.t.attempts.id, id))).length > 0;
}

/** The same for all requests of one owner, which ends. Give a `tx`. */
export async function loseAttemptsOf(tx: Tx, owner: string): Promise<void> {
  await loseWhere(tx, eq(tx.t.attempts.owner, owner));
}

/** The same for all requests whose owner is none of `alive`; answers what each run may have been charged for. Give a `tx`. */
export async function loseAttemptsOfDead(tx: Tx, alive: readonly string[]): Promise<readonly LostAttempts[]> {
  return await loseWhere(tx, notInArray(tx.t.attempts.owner, [...alive]));
}

async function loseWhere(tx: Tx, where: SQL | undefined): Promise<readonly LostAttempts[]> {
  const { attempts, runs } = tx.t;
  const gone = await tx.db.delete(attempts).where(where).returning();
  const byRun = new Map<string, LostAttempts>();
  for (const { runId, tokens, usd } of gone) {
    const before = byRun.get(runId) ?? { runId, requests: 0, tokens: 0, usd: 0 };
    byRun.set(runId, {
      runId,
      requests: before.requests + 1,
      tokens: before.tokens + tokens,
      usd: before.usd + usd,
    });
  }
  // In the order in which budgets lock runs: else two processes could wait for each other.
  for (const { runId, requests, tokens, usd } of [...byRun.values()].sort((a, b) =>
    a.runId < b.runId ? -1 : 1,
  ))
    await tx.db
      .update(runs)
      .set({
        mayHaveBeenCharged: sql`${runs.mayHaveBeenCharged} + ${requests}`,
        mayHaveBeenChargedTokens: sql`${runs.mayHaveBeenChargedTokens} + ${tokens}`,
        mayHaveBeenChargedUsd: sql`${runs.mayHaveBeenChargedUsd} + ${usd}`,
      })
      .where(eq(runs.id, runId));
  return [...byRun.values()];
}

/** How many requests of each run are under way, in all processes; a run without one is absent. */
export async function countAttempts(store: Tx, runIds: readonly string[]): Promise<Map<string, number>> {
  const { attempts } = store.t;
  const rows = await store.db
    .select({ runId: attempts.runId, attempts: count() })
    .from(attempts)
    .where(inArray(attempts.runId, [...runIds]))
    .groupBy(attempts.runId);
  return new Map(rows.map((row) => [row.runId, row.attempts]));
}

/**
 * A run's caps and what counts against them in all processes: spent, may have been charged, set aside. Holds the run's
 * row until the transaction ends, so that between looking and noting an attempt nobody else does either.
 */
export async function lockSpend(
  tx: Tx,
  runId: string,
): Promise<{
  readonly budget: RunRow["budget"];
  readonly usd: number;
  readonly tokens: number;
  readonly requests: number;
}> {
  const { attempts, machineTimes, runs, trees } = tx.t;
  if (tx.dialect === "pg") await tx.run(sql`select 1 from runs where id = ${runId} for no key update`);
  const spent = tx.db
    .select({
      usd: sumOf(trees.costUsd).as("spent_usd"),
      tokens: sumOf(sql`${trees.promptTokens} + ${trees.completionTokens}`).as("spent_tokens"),
      requests: sumOf(trees.requests).as("spent_requests"),
    })
    .from(trees)
    .where(eq(trees.runId, runId))
    .as("spent");
  const machines = tx.db
    .select({ usd: sumOf(machineTimes.usd).as("machines_usd") })
    .from(machineTimes)
    .where(eq(machineTimes.runId, runId))
    .as("machines");
  const reserved = tx.db
    .select({
      usd: sumOf(attempts.usd).as("reserved_usd"),
      tokens: sumOf(attempts.tokens).as("reserved_tokens"),
      requests: count().as("reserved_requests"),
    })
    .from(attempts)
    .where(eq(attempts.runId, runId))
    .as("reserved");
  // One statement: between two, an answer that is stored would move from what is set aside to what is spent, unseen in either.
  const [sum] = await tx.db
    .select({
      budget: runs.budget,
      usd: addUp(runs.mayHaveBeenChargedUsd, spent.usd, reserved.usd, machines.usd),
      tokens: addUp(runs.mayHaveBeenChargedTokens, spent.tokens, reserved.tokens),
      requests: addUp(spent.requests, reserved.requests),
    })
    .from(runs)
    .leftJoin(spent, sql`true`)
    .leftJoin(machines, sql`true`)
    .leftJoin(reserved, sql`true`)
    .where(eq(runs.id, runId));
  return sum ?? { budget: null, usd: 0, tokens: 0, requests: 0 };
}

const addUp = (...parts: readonly SQLWrapper[]) =>
  sql<number>`${sql.join([...parts], sql` + `)}`.mapWith(Number);
