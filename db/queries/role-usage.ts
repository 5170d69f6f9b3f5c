import { and, eq, sql } from "drizzle-orm";
import type { Path } from "../../lib/core/path.ts";
import type { Tx } from "../client.ts";
import { sumOf } from "../fragments.ts";
import type { RoleCountRow } from "../rows.ts";
import { pathKeyOf } from "./insert-group.ts";

/** What requests of a role have used. `answers` brought something to keep, `latencyMs` is their sum. */
export type RoleUsage = Pick<
  RoleCountRow,
  | "identical"
  | "requests"
  | "retries"
  | "answers"
  | "promptTokens"
  | "completionTokens"
  | "cachedPromptTokens"
  | "estimatedTokens"
  | "unkeptTokens"
  | "costUsd"
  | "unkeptUsd"
  | "latencyMs"
>;

/** Adds to what a role has used in a tree; what is left out is nothing. */
export async function addRoleUsage(
  tx: Tx,
  place: { readonly runId: string; readonly treeId: string; readonly role: string },
  used: Partial<RoleUsage>,
): Promise<void> {
  const { roleCounts } = tx.t;
  const added = Object.entries(used) as [keyof RoleUsage, number][];
  await tx.db
    .insert(roleCounts)
    .values({ ...place, ...used })
    .onConflictDoUpdate({
      target: [roleCounts.treeId, roleCounts.role],
      set: Object.fromEntries(added.map(([name, more]) => [name, sql`${roleCounts[name]} + ${more}`])),
    });
}

/** Sums of every counter of usage, and of nodes. */
export const usageSums = ({ roleCounts }: Tx["t"]) => ({
  nodes: sumOf(roleCounts.nodes),
  identical: sumOf(roleCounts.identical),
  requests: sumOf(roleCounts.requests),
  retries: sumOf(roleCounts.retries),
  answers: sumOf(roleCounts.answers),
  promptTokens: sumOf(roleCounts.promptTokens),
  completionTokens: sumOf(roleCounts.completionTokens),
  cachedPromptTokens: sumOf(roleCounts.cachedPromptTokens),
  estimatedTokens: sumOf(roleCounts.estimatedTokens),
  unkeptTokens: sumOf(roleCounts.unkeptTokens),
  costUsd: sumOf(roleCounts.costUsd),
  unkeptUsd: sumOf(roleCounts.unkeptUsd),
  latencyMs: sumOf(roleCounts.latencyMs),
});

/** The stored texts of a role below a path, those at `except` left out. */
export async function siblingTexts(
  store: Tx,
  {
    treeId,
    role,
    parent,
    except,
  }: {
    readonly treeId: string;
    readonly role: string;
    readonly parent: Path;
    readonly except: readonly Path[];
  },
): Promise<string[]> {
  const { nodes } = store.t;
  const rows = await store.db
    .select({ path: nodes.path, text: nodes.text })
    .from(nodes)
    .where(and(eq(nodes.treeId, treeId), eq(nodes.parentKey, pathKeyOf(parent)), eq(nodes.role, role)));
  return rows.filter(({ path }) => !except.includes(path)).map(({ text }) => text);
}
