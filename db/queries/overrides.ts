import { asc, eq, inArray } from "drizzle-orm";
import { MalthouseError } from "../../lib/core/errors.ts";
import type { Verdict } from "../../lib/core/tree.ts";
import type { Tx } from "../client.ts";
import { storable } from "../storable.ts";
import { inChunks } from "./in-chunks.ts";

export type NewOverride = {
  readonly nodeId: string;
  /** Null takes the override away: the judge's verdict counts again. */
  readonly verdict: Verdict | null;
  readonly author: string | null;
  readonly reason: string | null;
  readonly at: Date;
};

/** A person's verdict on a node: kept in the history, and what the node says from now on. Credit follows by saveCredit. Throws not_found. */
export async function putOverride(tx: Tx, override: NewOverride): Promise<void> {
  const { nodes, overrides } = tx.t;
  const { nodeId, verdict, author, reason, at } = storable(override);
  const [node] = await tx.db
    .select({ runId: nodes.runId, verdict: nodes.verdict })
    .from(nodes)
    .where(eq(nodes.id, nodeId));
  if (!node) throw new MalthouseError("not_found", `There is no node ${nodeId}.`);
  await tx.db.insert(overrides).values({ nodeId, runId: node.runId, verdict, author, reason, at });
  await tx.db
    .update(nodes)
    .set({
      override: verdict === null ? null : { verdict, author, reason, at: at.toISOString() },
      effectiveVerdict: verdict ?? node.verdict,
    })
    .where(eq(nodes.id, nodeId));
}

/**
 * Adds verdicts of another installation to a node's history; the one that was given last, here or there, counts. Credit
 * follows by saveCredit. Answers what counts now, null where the judge's does. Throws not_found.
 */
export async function mergeOverrides(
  tx: Tx,
  nodeId: string,
  added: readonly Omit<NewOverride, "nodeId">[],
): Promise<Verdict | null> {
  const { nodes, overrides } = tx.t;
  const [node] = await tx.db
    .select({ runId: nodes.runId, verdict: nodes.verdict })
    .from(nodes)
    .where(eq(nodes.id, nodeId));
  if (!node) throw new MalthouseError("not_found", `There is no node ${nodeId}.`);
  const rows = added.map((override) => ({ ...storable(override), nodeId, runId: node.runId }));
  for (const some of inChunks(rows, 100)) await tx.db.insert(overrides).values(some);
  const last = (await overridesOfNode(tx, nodeId)).toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1);
  const verdict = last?.verdict ?? null;
  await tx.db
    .update(nodes)
    .set({
      override:
        last && verdict
          ? { verdict, author: last.author, reason: last.reason, at: last.at.toISOString() }
          : null,
      effectiveVerdict: verdict ?? node.verdict,
    })
    .where(eq(nodes.id, nodeId));
  return verdict;
}

/** All verdicts that people gave in a run, first to last. */
export async function overridesOfRun(store: Tx, runId: string) {
  const { overrides } = store.t;
  return await store.db.select().from(overrides).where(eq(overrides.runId, runId)).orderBy(asc(overrides.id));
}

/** All that was said of a node, first to last. */
export async function overridesOfNode(store: Tx, nodeId: string) {
  const { overrides } = store.t;
  return await store.db
    .select()
    .from(overrides)
    .where(eq(overrides.nodeId, nodeId))
    .orderBy(asc(overrides.id));
}

/** All that was said of some nodes, first to last. */
export async function overridesOfNodes(store: Tx, nodeIds: readonly string[]) {
  const { overrides } = store.t;
  const found: (typeof overrides.$inferSelect)[] = [];
  for (const some of inChunks(nodeIds, 500)) {
    found.push(...(await store.db.select().from(overrides).where(inArray(overrides.nodeId, some))));
  }
  return found.sort((a, b) => a.id - b.id);
}
