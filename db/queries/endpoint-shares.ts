import { eq, sql } from "drizzle-orm";
import type { Tx } from "../client.ts";
import type { EndpointShareRow } from "../rows.ts";

/** What a live process holds of an endpoint's limits; times are milliseconds from now by PostgreSQL's clock, null in the past. */
export type Share = Pick<
  EndpointShareRow,
  "processId" | "demand" | "granted" | "rate" | "rateHeld" | "closedReason"
> & {
  readonly rateHeldMs: number | null;
  readonly closedMs: number | null;
};

const msUntil = (column: EndpointShareColumn) =>
  sql<
    number | null
  >`case when ${column} > now() then extract(epoch from ${column} - now()) * 1000 end`.mapWith((value) =>
    value === null ? null : Number(value),
  );
type EndpointShareColumn = Tx["t"]["endpointShares"]["rateHeldUntil" | "closedUntil"];

/** The shares of an endpoint, oldest process first; nobody else changes one until the transaction ends. PostgreSQL only. */
export async function lockShares(tx: Tx, endpointId: string): Promise<Share[]> {
  const { endpointShares: shares } = tx.t;
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`share ${endpointId}`}, 0))`);
  return await tx.db
    .select({
      processId: shares.processId,
      demand: shares.demand,
      granted: shares.granted,
      rate: shares.rate,
      rateHeld: shares.rateHeld,
      rateHeldMs: msUntil(shares.rateHeldUntil),
      closedMs: msUntil(shares.closedUntil),
      closedReason: shares.closedReason,
    })
    .from(shares)
    .where(eq(shares.endpointId, endpointId))
    .orderBy(shares.processId);
}

/** Writes a process's own share; it must be among the live ones. */
export async function saveShare(
  tx: Tx,
  endpointId: string,
  { rateHeldMs, closedMs, ...share }: Share,
): Promise<void> {
  const { endpointShares: shares } = tx.t;
  const inMs = (ms: number | null) =>
    ms === null ? null : sql`now() + ${Math.round(ms)} * interval '1 millisecond'`;
  const row = {
    ...share,
    endpointId,
    rateHeldUntil: inMs(rateHeldMs),
    closedUntil: inMs(closedMs),
  };
  await tx.db
    .insert(shares)
    .values(row)
    .onConflictDoUpdate({ target: [shares.endpointId, shares.processId], set: row });
}
