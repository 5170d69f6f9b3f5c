import { and, eq, gt, inArray } from "drizzle-orm";
import type { Tx } from "../client.ts";
import { sumOf } from "../fragments.ts";

/** The verdict lines of a run's finished trees, failed parts and all; null for a tree credited before lines were kept. */
export async function verdictLines(
  store: Tx,
  runId: string,
): Promise<readonly { readonly treeId: string; readonly line: string | null }[]> {
  const { trees } = store.t;
  return await store.db
    .select({ treeId: trees.id, line: trees.verdictLine })
    .from(trees)
    .where(
      and(eq(trees.runId, runId), inArray(trees.status, ["completed", "failed"]), gt(trees.nodesDone, 0)),
    );
}

/** How many nodes of each role there are, and how many of those repeat a sibling's text. */
export async function identicalByRole(
  store: Tx,
  runId: string,
): Promise<ReadonlyMap<string, { readonly nodes: number; readonly identical: number }>> {
  const { roleCounts } = store.t;
  const rows = await store.db
    .select({
      role: roleCounts.role,
      nodes: sumOf(roleCounts.nodes),
      identical: sumOf(roleCounts.identical),
    })
    .from(roleCounts)
    .where(eq(roleCounts.runId, runId))
    .groupBy(roleCounts.role);
  return new Map(rows.map(({ role, ...counts }) => [role, counts]));
}
