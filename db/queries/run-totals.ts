import { asc, count, eq, sql } from "drizzle-orm";
import type { Tx } from "../client.ts";
import { sumOf } from "../fragments.ts";
import type { MachineTimeRow, RoleCountRow } from "../rows.ts";
import { machineTimesOf } from "./machine-times.ts";
import { type RoleUsage, usageSums } from "./role-usage.ts";

export type RoleTotals = RoleUsage &
  Pick<RoleCountRow, "nodes" | "correct" | "unknown" | "positives" | "pairs">;

export type RunTotals = {
  readonly treesTotal: number;
  readonly treesDone: number;
  readonly treesFailed: number;
  readonly nodesDone: number;
  readonly nodesTotal: number;
  readonly leaves: number;
  readonly correctLeaves: number;
  readonly unknownLeaves: number;
  readonly failedParts: number;
  readonly overrides: number;
  readonly disagreements: number;
  readonly pairs: number;
  readonly requests: number;
  readonly retries: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** By the token, and for machines by the hour. */
  readonly costUsd: number;
  /** The part of `costUsd` that is for machines by the hour. */
  readonly machines: readonly MachineTimeRow[];
  /** By role; a role without a node yet is absent. */
  readonly roles: Readonly<Record<string, RoleTotals>>;
};

/** Everything a run's page sums up, from the counters of its trees: no node is read. `treesDone` are the completed ones. */
export async function runTotals(store: Tx, runId: string): Promise<RunTotals> {
  const { trees, roleCounts, failures } = store.t;
  const [sums] = await store.db
    .select({
      treesTotal: count(),
      treesDone: sumOf(sql`case when ${trees.status} = 'completed' then 1 else 0 end`),
      treesFailed: sumOf(sql`case when ${trees.status} = 'failed' then 1 else 0 end`),
      nodesDone: sumOf(trees.nodesDone),
      nodesTotal: sumOf(trees.nodesTotal),
      leaves: sumOf(trees.leaves),
      correctLeaves: sumOf(trees.correctLeaves),
      unknownLeaves: sumOf(trees.unknownLeaves),
      overrides: sumOf(trees.overrides),
      disagreements: sumOf(trees.disagreements),
      pairs: sumOf(trees.pairsTotal),
      requests: sumOf(trees.requests),
      retries: sumOf(trees.retries),
      promptTokens: sumOf(trees.promptTokens),
      completionTokens: sumOf(trees.completionTokens),
      costUsd: sumOf(trees.costUsd),
    })
    .from(trees)
    .where(eq(trees.runId, runId));
  const [failed] = await store.db.select({ parts: count() }).from(failures).where(eq(failures.runId, runId));
  const roles = await store.db
    .select({
      role: roleCounts.role,
      ...usageSums(store.t),
      correct: sumOf(roleCounts.correct),
      unknown: sumOf(roleCounts.unknown),
      positives: sumOf(roleCounts.positives),
      pairs: sumOf(roleCounts.pairs),
    })
    .from(roleCounts)
    .where(eq(roleCounts.runId, runId))
    .groupBy(roleCounts.role)
    .orderBy(asc(roleCounts.role));
  if (!sums) throw new Error("a sum without a row");
  const machines = await machineTimesOf(store, runId);
  return {
    ...sums,
    costUsd: machines.reduce((sum, { usd }) => sum + usd, sums.costUsd),
    machines,
    failedParts: failed?.parts ?? 0,
    roles: Object.fromEntries(roles.map(({ role, ...totals }) => [role, totals])),
  };
}
