import { and, eq, inArray, sql } from "drizzle-orm";
import type { Path } from "../../lib/core/path.ts";
import type { Tx } from "../client.ts";
import { sumOf } from "../fragments.ts";
import { insertRows } from "../insert-rows.ts";
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

const counters = [
  "identical",
  "requests",
  "retries",
  "answers",
  "promptTokens",
  "completionTokens",
  "cachedPromptTokens",
  "estimatedTokens",
  "unkeptTokens",
  "costUsd",
  "unkeptUsd",
  "latencyMs",
] as const satisfies readonly (keyof RoleUsage)[];

export type RolePlace = { readonly runId: string; readonly treeId: string; readonly role: string };

/** Adds to what roles have used in trees, in as many statements as one takes; what is left out is nothing. */
export async function addRoleUsage(tx: Tx, used: readonly (RolePlace & Partial<RoleUsage>)[]): Promise<void> {
  const { roleCounts } = tx.t;
  const byPlace = Map.groupBy(used, ({ treeId, role }) => `${treeId} ${role}`);
  const rows = [...byPlace.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const sum = (name: keyof RoleUsage) => own.reduce((total, one) => total + (one[name] ?? 0), 0);
    const { runId, treeId, role } = first;
    return [{ runId, treeId, role, ...Object.fromEntries(counters.map((name) => [name, sum(name)])) }];
  });
  const set = counters.map((counter) => {
    const { name } = roleCounts[counter];
    return `${name} = role_counts.${name} + excluded.${name}`;
  });
  await insertRows(tx, roleCounts, rows, `on conflict (tree_id, role) do update set ${set.join(", ")}`);
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

/** Tokens of trees by role. */
export async function tokensByTree(
  store: Tx,
  treeIds: readonly string[],
): Promise<{ treeId: string; role: string; tokens: number }[]> {
  const { roleCounts } = store.t;
  return await store.db
    .select({
      treeId: roleCounts.treeId,
      role: roleCounts.role,
      tokens: sql<number>`${roleCounts.promptTokens} + ${roleCounts.completionTokens}`.mapWith(Number),
    })
    .from(roleCounts)
    .where(inArray(roleCounts.treeId, [...treeIds]));
}
