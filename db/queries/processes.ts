import { and, eq, ne, sql } from "drizzle-orm";
import type { Tx } from "../client.ts";
import type { ProcessRow } from "../rows.ts";

/** After so long without a sign of life a process counts as dead; PostgreSQL's clock decides, for those of machines differ. */
const silentSeconds = 20;

/** Says that a process is alive, and forgets those that have been silent for 20 s; answers the ids of the live ones. PostgreSQL only; give a `tx`. */
export async function beat(
  tx: Tx,
  { id, kind, host, pid, startedAt }: Omit<ProcessRow, "seenAt">,
): Promise<readonly string[]> {
  const { processes } = tx.t;
  const row = { id, kind, host, pid, startedAt, seenAt: sql`now()` };
  await tx.db
    .insert(processes)
    .values(row)
    .onConflictDoUpdate({ target: processes.id, set: { seenAt: sql`now()` } });
  // Whoever else is about to forget the same ones does it.
  await tx.run(sql`delete from processes where id in
    (select id from processes where seen_at < now() - ${silentSeconds} * interval '1 second' for update skip locked)`);
  const alive = await tx.db
    .select({ id: processes.id })
    .from(processes)
    .where(sql`${processes.seenAt} >= now() - ${silentSeconds} * interval '1 second'`);
  return alive.map((process) => process.id);
}

/** How many live processes there are beside this one. PostgreSQL only. */
export async function countOthers({ db, t: { processes } }: Tx, id: string): Promise<number> {
  const isAlive = sql`${processes.seenAt} >= now() - ${silentSeconds} * interval '1 second'`;
  return await db.$count(processes, and(ne(processes.id, id), isAlive));
}

/** Takes a process that ends by itself off the list, with its shares of endpoints. */
export async function leave(tx: Tx, id: string): Promise<void> {
  await tx.db.delete(tx.t.processes).where(eq(tx.t.processes.id, id));
}
