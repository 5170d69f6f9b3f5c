import { and, desc, eq, max, sql } from "drizzle-orm";
import { MalthouseError } from "../../lib/core/errors.ts";
import type { Tx } from "../client.ts";
import type { JudgeRuleRow } from "../rows.ts";
import { storable } from "../storable.ts";
import type { Json } from "../stored-types.ts";
import { getDataset } from "./datasets.ts";

export type NewRule = {
  readonly rule: Json;
  readonly note: string | null;
  readonly author: string | null;
  readonly createdAt?: Date;
};

/** A data set's rules, newest first. */
export async function listRules(store: Tx, datasetId: string): Promise<JudgeRuleRow[]> {
  const { judgeRules } = store.t;
  return await store.db
    .select()
    .from(judgeRules)
    .where(eq(judgeRules.datasetId, datasetId))
    .orderBy(desc(judgeRules.version));
}

/** Throws not_found. */
export async function getRule(store: Tx, datasetId: string, version: number): Promise<JudgeRuleRow> {
  const { judgeRules } = store.t;
  const [row] = await store.db
    .select()
    .from(judgeRules)
    .where(and(eq(judgeRules.datasetId, datasetId), eq(judgeRules.version, version)));
  if (!row) throw new MalthouseError("not_found", `This data set has no version ${version} of its rule.`);
  return row;
}

/** Appends a version, numbered from 1, which counts from now on; give a `tx`. Throws not_found. */
export async function addRule(tx: Tx, datasetId: string, added: NewRule): Promise<JudgeRuleRow> {
  const { judgeRules, datasets } = tx.t;
  // Two that count the same versions would both take the next number; SQLite has one writer anyway.
  if (tx.dialect === "pg") await tx.run(sql`select 1 from datasets where id = ${datasetId} for update`);
  await getDataset(tx, datasetId);
  const [last] = await tx.db
    .select({ version: max(judgeRules.version) })
    .from(judgeRules)
    .where(eq(judgeRules.datasetId, datasetId));
  const version = (last?.version ?? 0) + 1;
  await tx.db
    .insert(judgeRules)
    .values({ ...storable(added), datasetId, version, createdAt: added.createdAt ?? new Date() });
  await tx.db.update(datasets).set({ ruleVersion: version }).where(eq(datasets.id, datasetId));
  return await getRule(tx, datasetId, version);
}

/** Says which version counts from now on; null is the task's own judge. Throws not_found. */
export async function chooseRule(tx: Tx, datasetId: string, version: number | null): Promise<void> {
  const { datasets } = tx.t;
  await getDataset(tx, datasetId);
  if (version !== null) await getRule(tx, datasetId, version);
  await tx.db.update(datasets).set({ ruleVersion: version }).where(eq(datasets.id, datasetId));
}

/** The runs over a data set by the version of its rule that they judge by, newest first; deleted ones are left out. */
export async function runsByRule(
  store: Tx,
  datasetId: string,
): Promise<Map<number, { readonly id: string; readonly name: string }[]>> {
  const { runs } = store.t;
  const rows = await store.db
    .select({ id: runs.id, name: runs.name, judge: runs.judge })
    .from(runs)
    .where(and(eq(runs.datasetId, datasetId), eq(runs.isDeleted, false)))
    .orderBy(desc(runs.createdAt), desc(runs.id));
  const byVersion = new Map<number, { readonly id: string; readonly name: string }[]>();
  for (const { id, name, judge } of rows) {
    const version = judge?.ruleVersion ?? null;
    if (version === null) continue;
    const known = byVersion.get(version);
    if (known) known.push({ id, name });
    else byVersion.set(version, [{ id, name }]);
  }
  return byVersion;
}
