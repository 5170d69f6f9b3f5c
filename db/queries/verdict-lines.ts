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

/** The value lines of a run's trees that hold a node, growing ones too; null for a tree credited before lines were kept. */
export async function valueLines(
  store: Tx,
  runId: string,
): Promise<readonly { readonly treeId: string; readonly line: string | null }[]> {
  const { trees } = store.t;
  return await store.db
    .select({ treeId: trees.id, line: trees.valueLine })
    .from(trees)
    .where(and(eq(trees.runId, runId), gt(trees.nodesDone, 0)));
}

export type OddNodes = {
  readonly nodes: number;
  readonly unknown: number;
  readonly truncated: number;
  readonly identical: number;
};

/** How many nodes of each role there are, and of those: unknown verdicts, texts cut off, texts that repeat a sibling's. */
export async function oddByRole(store: Tx, runId: string): Promise<ReadonlyMap<string, OddNodes>> {
  const { roleCounts } = store.t;
  const rows = await store.db
    .select({
      role: roleCounts.role,
      nodes: sumOf(roleCounts.nodes),
      unknown: sumOf(roleCounts.unknown),
      truncated: sumOf(roleCounts.truncated),
      identical: sumOf(roleCounts.identical),
    })
    .from(roleCounts)
    .where(eq(roleCounts.runId, runId))
    .groupBy(roleCounts.role);
  return new Map(rows.map(({ role, ...counts }) => [role, counts]));
}
