import { eq, sql } from "drizzle-orm";
import type { Tx } from "../client.ts";
import type { EndpointRow, EndpointShareRow } from "../rows.ts";

/** What a live process holds of a server's limits by one endpoint; times are milliseconds from now by PostgreSQL's clock, null in the past. */
export type Share = Pick<EndpointShareRow, "demand" | "granted" | "rate" | "rateHeld" | "closedReason"> & {
  /** The process and the endpoint. */
  readonly sharer: string;
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

/** What a person allows at an endpoint; null: no limit, or the endpoint is gone. */
export type SharedLimits = Pick<EndpointRow, "requestsPerMinute" | "tokensPerMinute"> & {
  readonly maxConcurrency: number | null;
};

type Place = { readonly gate: string; readonly endpointId: string; readonly processId: string };

export const sharerOf = ({ processId, endpointId }: Omit<Place, "gate">): string =>
  `${processId} ${endpointId}`;

/**
 * The shares of a server, by whichever of its endpoints, oldest process first, each with its endpoint's limits; nobody
 * else changes one until the transaction ends. PostgreSQL only.
 */
export async function lockShares(tx: Tx, gate: string): Promise<(Share & SharedLimits)[]> {
  const { endpointShares: shares, endpoints } = tx.t;
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`share ${gate}`}, 0))`);
  const rows = await tx.db
    .select({
      processId: shares.processId,
      endpointId: shares.endpointId,
      maxConcurrency: endpoints.maxConcurrency,
      requestsPerMinute: endpoints.requestsPerMinute,
      tokensPerMinute: endpoints.tokensPerMinute,
      demand: shares.demand,
      granted: shares.granted,
      rate: shares.rate,
      rateHeld: shares.rateHeld,
      rateHeldMs: msUntil(shares.rateHeldUntil),
      closedMs: msUntil(shares.closedUntil),
      closedReason: shares.closedReason,
    })
    .from(shares)
    .leftJoin(endpoints, eq(endpoints.id, shares.endpointId))
    .where(eq(shares.gate, gate))
    .orderBy(shares.processId, shares.endpointId);
  return rows.map(({ processId, endpointId, ...row }) => ({
    ...row,
    sharer: sharerOf({ processId, endpointId }),
  }));
}

/** Writes a process's own share; it must be among the live ones. */
export async function saveShare(
  tx: Tx,
  place: Place,
  { rateHeldMs, closedMs, demand, granted, rate, rateHeld, closedReason }: Share,
): Promise<void> {
  const { endpointShares: shares } = tx.t;
  const inMs = (ms: number | null) =>
    ms === null ? null : sql`now() + ${Math.round(ms)} * interval '1 millisecond'`;
  const row = {
    ...place,
    demand,
    granted,
    rate,
    rateHeld,
    closedReason,
    rateHeldUntil: inMs(rateHeldMs),
    closedUntil: inMs(closedMs),
  };
  await tx.db
    .insert(shares)
    .values(row)
    .onConflictDoUpdate({ target: [shares.endpointId, shares.processId], set: row });
}
