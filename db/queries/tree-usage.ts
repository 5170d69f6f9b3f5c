import { eq } from "drizzle-orm";
import type { Tx } from "../client.ts";
import { type RoleUsage, usageSums } from "./role-usage.ts";

/** The sums of one tree by role; a role that nobody asked is absent. Read from counters. */
export async function usageOfTree(
  store: Tx,
  treeId: string,
): Promise<ReadonlyMap<string, RoleUsage & { readonly nodes: number }>> {
  const { roleCounts } = store.t;
  const rows = await store.db
    .select({ role: roleCounts.role, ...usageSums(store.t) })
    .from(roleCounts)
    .where(eq(roleCounts.treeId, treeId))
    .groupBy(roleCounts.role);
  return new Map(rows.map(({ role, ...sums }) => [role, sums]));
}
