import { and, desc, eq, inArray, isNotNull } from "drizzle-orm";
import { MalthouseError } from "../../lib/core/errors.ts";
import type { Tx } from "../client.ts";
import type { AuditActionRow } from "../rows.ts";
import { storable } from "../storable.ts";

export type NewAuditAction = Omit<AuditActionRow, "id">;

/** Adds a step to the history of a run's audit. */
export async function addAuditAction(tx: Tx, added: NewAuditAction): Promise<AuditActionRow> {
  const [row] = await tx.db.insert(tx.t.auditActions).values(storable(added)).returning();
  if (!row) throw new Error("an insert without a row");
  return row;
}

/** Throws not_found, also for a step of another run. */
export async function getAuditAction(store: Tx, runId: string, id: number): Promise<AuditActionRow> {
  const { auditActions } = store.t;
  const [row] = await store.db
    .select()
    .from(auditActions)
    .where(and(eq(auditActions.id, id), eq(auditActions.runId, runId)));
  if (!row) throw new MalthouseError("not_found", `The audit of this run has no step ${id}.`);
  return row;
}

/** The newest steps of a run's audit, newest first. */
export async function listAuditActions(store: Tx, runId: string, limit: number): Promise<AuditActionRow[]> {
  const { auditActions } = store.t;
  return await store.db
    .select()
    .from(auditActions)
    .where(eq(auditActions.runId, runId))
    .orderBy(desc(auditActions.id))
    .limit(limit);
}

/** Of these steps those that were taken back. */
export async function undoneActions(
  store: Tx,
  runId: string,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  const { auditActions } = store.t;
  if (ids.length === 0) return new Set();
  const rows = await store.db
    .select({ undoes: auditActions.undoes })
    .from(auditActions)
    .where(
      and(
        eq(auditActions.runId, runId),
        isNotNull(auditActions.undoes),
        inArray(auditActions.undoes, [...ids]),
      ),
    );
  return new Set(rows.flatMap(({ undoes }) => (undoes === null ? [] : [undoes])));
}
