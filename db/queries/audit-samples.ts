import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import type { DrawnLeaf } from "../../lib/core/audit/draw-sample.ts";
import type { Verdict } from "../../lib/core/tree.ts";
import type { Tx } from "../client.ts";
import { newId } from "../new-id.ts";
import type { AuditSampleRow, BlindVerdictRow } from "../rows.ts";
import { storable } from "../storable.ts";
import { inChunks } from "./in-chunks.ts";

const treesAtOnce = 200;

/** The leaves of a run's trees by the judge's verdict, a tree at a time, in run order; reads no text. */
export async function* leavesByTree(
  store: Tx,
  runId: string,
  roles: readonly string[],
): AsyncGenerator<readonly DrawnLeaf[]> {
  const { nodes, trees } = store.t;
  const leafRoles = new Set(roles);
  for (let after = -1; ;) {
    const page = await store.db
      .select({ id: trees.id, position: trees.position })
      .from(trees)
      .where(and(eq(trees.runId, runId), gt(trees.position, after)))
      .orderBy(asc(trees.position))
      .limit(treesAtOnce);
    const last = page.at(-1);
    if (!last) return;
    for (const { id } of page) {
      const rows = await store.db
        .select({ nodeId: nodes.id, role: nodes.role, verdict: nodes.verdict })
        .from(nodes)
        .where(eq(nodes.treeId, id))
        .orderBy(asc(nodes.pathKey));
      yield rows.flatMap(({ nodeId, role, verdict }) =>
        verdict !== null && leafRoles.has(role) ? [{ nodeId, treeId: id, verdict }] : [],
      );
    }
    after = last.position;
  }
}

/** Stores a sample with its leaves in the order in which they are shown; of now unless told when. Give a `tx`. */
export async function addSample(
  tx: Tx,
  sample: Omit<AuditSampleRow, "id" | "createdAt"> & { readonly createdAt?: Date },
  leaves: readonly DrawnLeaf[],
): Promise<AuditSampleRow> {
  const { auditSamples, auditSampleLeaves } = tx.t;
  const { createdAt = new Date(), ...told } = sample;
  const row: AuditSampleRow = { ...storable(told), id: newId("sample"), createdAt };
  await tx.db.insert(auditSamples).values(row);
  const rows = leaves.map(({ nodeId, treeId, verdict }, ordinal) => ({
    sampleId: row.id,
    nodeId,
    treeId,
    verdict,
    ordinal,
  }));
  for (const some of inChunks(rows, 500)) await tx.db.insert(auditSampleLeaves).values(some);
  return row;
}

/** The sample of a run that counts, the newest; null where none was drawn. */
export async function currentSample(store: Tx, runId: string): Promise<AuditSampleRow | null> {
  const { auditSamples } = store.t;
  const [row] = await store.db
    .select()
    .from(auditSamples)
    .where(eq(auditSamples.runId, runId))
    .orderBy(desc(auditSamples.createdAt), desc(auditSamples.id))
    .limit(1);
  return row ?? null;
}

export type SampledLeaf = {
  readonly nodeId: string;
  readonly treeId: string;
  readonly ordinal: number;
  /** The judge's when the sample was drawn, and now. */
  readonly verdict: Verdict;
  readonly verdictNow: Verdict | null;
};

/** The leaves of a sample in the order in which they are shown. */
export async function leavesOfSample(store: Tx, sampleId: string): Promise<SampledLeaf[]> {
  const { auditSampleLeaves: leaves, nodes } = store.t;
  return await store.db
    .select({
      nodeId: leaves.nodeId,
      treeId: leaves.treeId,
      ordinal: leaves.ordinal,
      verdict: leaves.verdict,
      verdictNow: nodes.verdict,
    })
    .from(leaves)
    .innerJoin(nodes, eq(nodes.id, leaves.nodeId))
    .where(eq(leaves.sampleId, sampleId))
    .orderBy(asc(leaves.ordinal));
}

/** Lets one at a time say something of a sample until the transaction ends: two would each be the first. */
export async function lockSample(tx: Tx, id: string): Promise<void> {
  // SQLite has one writer anyway.
  if (tx.dialect === "pg") await tx.run(sql`select 1 from audit_samples where id = ${id} for no key update`);
}

/** All that people said of the leaves of a sample, first to last. */
export async function blindVerdictsOf(store: Tx, sampleId: string): Promise<BlindVerdictRow[]> {
  const { blindVerdicts } = store.t;
  return await store.db
    .select()
    .from(blindVerdicts)
    .where(eq(blindVerdicts.sampleId, sampleId))
    .orderBy(asc(blindVerdicts.id));
}

/** Keeps what somebody said of a sampled leaf. */
export async function addBlindVerdict(store: Tx, added: Omit<BlindVerdictRow, "id">): Promise<void> {
  await store.db.insert(store.t.blindVerdicts).values(storable(added));
}
