import { and, count, eq, inArray } from "drizzle-orm";
import { comparePaths } from "../../lib/core/path.ts";
import type { Tx } from "../client.ts";
import type { PromptIdsRow } from "../rows.ts";
import { storable } from "../storable.ts";

/** Prompts of each role of a run that have their token ids here; a role without one is absent. */
export async function countPromptIds(store: Tx, runId: string): Promise<ReadonlyMap<string, number>> {
  const { promptIds } = store.t;
  const rows = await store.db
    .select({ role: promptIds.role, prompts: count() })
    .from(promptIds)
    .where(eq(promptIds.runId, runId))
    .groupBy(promptIds.role);
  return new Map(rows.map(({ role, prompts }) => [role, prompts]));
}

/** Keeps the token ids of a prompt; what is known of its place stays. */
export async function insertPromptIds(store: Tx, row: PromptIdsRow): Promise<void> {
  await store.db.insert(store.t.promptIds).values(storable(row)).onConflictDoNothing();
}

/** The prompts of a run's roles whose token ids are known: role by role, in the order of their trees and paths. */
export async function promptIdsOfRun(
  store: Tx,
  runId: string,
  roles: readonly string[],
): Promise<PromptIdsRow[]> {
  const { promptIds, trees } = store.t;
  if (roles.length === 0) return [];
  const found = await store.db
    .select({ row: promptIds, position: trees.position })
    .from(promptIds)
    .innerJoin(trees, eq(trees.id, promptIds.treeId))
    .where(and(eq(promptIds.runId, runId), inArray(promptIds.role, [...roles])));
  return found
    .toSorted(
      (a, b) =>
        roles.indexOf(a.row.role) - roles.indexOf(b.row.role) ||
        a.position - b.position ||
        comparePaths(a.row.parentPath, b.row.parentPath),
    )
    .map(({ row }) => row);
}
