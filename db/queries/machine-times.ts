import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "../client.ts";
import type { MachineTimeRow } from "../rows.ts";

/** A model of an endpoint that is paid by the hour. */
export type Machine = Pick<MachineTimeRow, "endpointId" | "model">;

/**
 * Moves a machine's clock on to `now` and answers the milliseconds since it was moved last: 0 where that is longer ago
 * than `gapMs`, for then nobody was growing on it, and 0 for a new one. Nobody else moves it until the transaction ends.
 */
export async function moveClock(
  tx: Tx,
  { endpointId, model }: Machine,
  { now, gapMs }: { readonly now: Date; readonly gapMs: number },
): Promise<number> {
  const { machineClocks: clocks } = tx.t;
  const isThis = and(eq(clocks.endpointId, endpointId), eq(clocks.model, model));
  if (tx.dialect === "pg")
    await tx.run(
      sql`select 1 from machine_clocks where endpoint_id = ${endpointId} and model = ${model} for update`,
    );
  const [known] = await tx.db.select({ countedUntil: clocks.countedUntil }).from(clocks).where(isThis);
  const passed = known ? now.getTime() - known.countedUntil.getTime() : 0;
  // Another process's clock may be ahead of ours.
  if (known && passed <= 0) return 0;
  await tx.db
    .insert(clocks)
    .values({ endpointId, model, countedUntil: now })
    .onConflictDoUpdate({ target: [clocks.endpointId, clocks.model], set: { countedUntil: now } });
  return passed > gapMs ? 0 : passed;
}

/** Adds to what a run owes for a machine. */
export async function addMachineTime(tx: Tx, row: MachineTimeRow): Promise<void> {
  const { machineTimes: times } = tx.t;
  await tx.db
    .insert(times)
    .values(row)
    .onConflictDoUpdate({
      target: [times.runId, times.endpointId, times.model],
      set: { seconds: sql`${times.seconds} + ${row.seconds}`, usd: sql`${times.usd} + ${row.usd}` },
    });
}

/** What a run owes for machines, by endpoint and model. */
export async function machineTimesOf(store: Tx, runId: string): Promise<MachineTimeRow[]> {
  const { machineTimes: times } = store.t;
  return await store.db
    .select()
    .from(times)
    .where(eq(times.runId, runId))
    .orderBy(times.endpointId, times.model);
}
