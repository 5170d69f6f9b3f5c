import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import type { Tx } from "../client.ts";
import { readsField } from "./reads-field.ts";
import { usageSums } from "./role-usage.ts";

/** What a model has done in a role of earlier runs. */
export type MeasuredRole = {
  readonly runs: number;
  readonly nodes: number;
  readonly requests: number;
  /** Requests that brought nodes; `latencyMs` is their sum. */
  readonly answers: number;
  readonly promptTokens: number;
  readonly cachedPromptTokens: number;
  readonly completionTokens: number;
  readonly latencyMs: number;
};

const newestRuns = 20;
/** Enough for a mean; more would only make the form wait. */
const treesRead = 500;

/**
 * What a model did in a role: in the newest runs of a protocol, over one data set or (null) any, on one endpoint or (null) any. Answers
 * that brought no node are left out of the means. Null where nothing was measured. Reads counters of 500 trees at most.
 */
export async function measuredRole(
  store: Tx,
  of: {
    readonly protocol: string;
    readonly role: string;
    readonly model: string;
    readonly endpointId: string | null;
    readonly datasetId: string | null;
  },
): Promise<MeasuredRole | null> {
  const { runs, roleCounts, trees } = store.t;
  const found = await store.db
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(
        eq(runs.isDeleted, false),
        eq(runs.protocol, of.protocol),
        ne(runs.status, "queued"),
        of.datasetId === null ? undefined : eq(runs.datasetId, of.datasetId),
        eq(readsField(store, of.role, "model"), of.model),
        of.endpointId === null ? undefined : eq(readsField(store, of.role, "endpointId"), of.endpointId),
      ),
    )
    .orderBy(desc(runs.createdAt))
    .limit(newestRuns);
  const ids = found.map(({ id }) => id);
  if (ids.length === 0) return null;
  const sample = store.db
    .select({ id: trees.id })
    .from(trees)
    .where(and(inArray(trees.runId, ids), inArray(trees.status, ["completed", "failed"])))
    .orderBy(desc(trees.runId), trees.position)
    .limit(treesRead);
  const [sums] = await store.db
    .select({ ...usageSums(store.t), runs: sql<number>`count(distinct ${roleCounts.runId})`.mapWith(Number) })
    .from(roleCounts)
    .where(and(eq(roleCounts.role, of.role), inArray(roleCounts.treeId, sample)));
  if (!sums || sums.nodes === 0 || sums.completionTokens === 0) return null;
  return sums;
}
