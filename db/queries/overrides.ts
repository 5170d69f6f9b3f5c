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
