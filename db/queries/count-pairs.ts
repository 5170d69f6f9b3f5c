import { and, count, eq, sql, type SQL } from "drizzle-orm";
import type { Tx } from "../client.ts";
import { sumOf } from "../fragments.ts";
import type { StandingVerdict } from "../stored-types.ts";
import {
  arePair,
  chosenAndRejected,
  isInReach,
  isNegative,
  isPositive,
  type PairFilter,
} from "./pair-filter.ts";

/** "conflicts" cuts across the others: pairs that annotators differ on. */
export const pairStates = [
  "all",
  "undecided",
  "accepted",
  "rejected",
  "swapped",
  "tied",
  "flagged",
  "conflicts",
] as const;
export type PairState = (typeof pairStates)[number];

/** What a standing decision is called as a state. */
export const verdictOfState = {
  accepted: "accept",
  rejected: "reject",
  swapped: "swap",
  tied: "tie",
  flagged: "flag",
} as const satisfies Partial<Record<PairState, StandingVerdict>>;

/** How many pairs of each state there are under a filter. Decisions on what is no pair now are not counted. */
export async function countPairs(store: Tx, filter: PairFilter): Promise<Record<PairState, number>> {
  const all = await countAll(store, filter);
  const { byVerdict, conflicts } = await countDecided(store, filter);
  const decided = [...byVerdict.values()].reduce((sum, pairs) => sum + pairs, 0);
  const counts: Record<PairState, number> = {
    all,
    undecided: all - decided,
    accepted: 0,
    rejected: 0,
    swapped: 0,
    tied: 0,
    flagged: 0,
    conflicts,
  };
  for (const [state, verdict] of Object.entries(verdictOfState)) {
    counts[state as keyof typeof verdictOfState] = byVerdict.get(verdict) ?? 0;
  }
  return counts;
}

async function countAll(store: Tx, filter: PairFilter): Promise<number> {
  const isNarrow = filter.questionId ?? filter.treeId ?? filter.q;
  const hasMargin = filter.minMargin !== undefined && filter.minMargin.numerator > 0n;
  if (hasMargin || filter.nodeId !== undefined) return await countJoined(store, filter);
  return filter.useLabels && !isNarrow
    ? await countFromCounters(store, filter)
    : await countGroups(store, filter);
}

/** Under the run's threshold the counters of its trees know it. */
async function countFromCounters(store: Tx, filter: PairFilter): Promise<number> {
  const { roleCounts } = store.t;
  const [row] = await store.db
    .select({ pairs: sumOf(roleCounts.pairs) })
    .from(roleCounts)
    .where(
      and(eq(roleCounts.runId, filter.runId), filter.role ? eq(roleCounts.role, filter.role) : undefined),
    );
  return row?.pairs ?? 0;
}

/** Without a margin: positives times negatives of each sibling group; no node meets another. */
async function countGroups(store: Tx, filter: PairFilter): Promise<number> {
  const { trees, questions, nodes } = store.t;
  const oneIf = (condition: SQL | undefined) =>
    sumOf(sql`case when ${condition ?? sql`1 = 1`} then 1 else 0 end`);
  const groups = store.db
    .select({
      positives: oneIf(isPositive(nodes, filter)).as("positives"),
      negatives: oneIf(isNegative(nodes, filter)).as("negatives"),
    })
    .from(trees)
    .innerJoin(questions, eq(questions.id, trees.questionId))
    .innerJoin(nodes, eq(nodes.treeId, trees.id))
    .where(and(isInReach(store, filter), filter.role ? eq(nodes.role, filter.role) : undefined))
    .groupBy(nodes.treeId, nodes.parentKey, nodes.role)
    .as("groups");
  const [row] = await store.db
    .select({ pairs: sumOf(sql`${groups.positives} * ${groups.negatives}`) })
    .from(groups);
  return row?.pairs ?? 0;
}

async function countJoined(store: Tx, filter: PairFilter): Promise<number> {
  const { trees, questions } = store.t;
  const sides = chosenAndRejected(store);
  const [row] = await store.db
    .select({ pairs: count() })
    .from(trees)
    .innerJoin(questions, eq(questions.id, trees.questionId))
    .innerJoin(sides.chosen, eq(sides.chosen.treeId, trees.id))
    .innerJoin(sides.rejected, arePair(sides, filter))
    .where(isInReach(store, filter));
  return row?.pairs ?? 0;
}

async function countDecided(
  store: Tx,
  filter: PairFilter,
): Promise<{ byVerdict: Map<StandingVerdict, number>; conflicts: number }> {
  const { trees, questions, currentDecisions: current } = store.t;
  const sides = chosenAndRejected(store);
  const rows = await store.db
    .select({
      verdict: current.verdict,
      pairs: count(),
      conflicts: sumOf(sql`case when ${current.isConflict} then 1 else 0 end`),
    })
    .from(current)
    .innerJoin(sides.chosen, eq(sides.chosen.id, current.chosenNodeId))
    .innerJoin(sides.rejected, and(eq(sides.rejected.id, current.rejectedNodeId), arePair(sides, filter)))
    .innerJoin(trees, eq(trees.id, sides.chosen.treeId))
    .innerJoin(questions, eq(questions.id, trees.questionId))
    .where(and(eq(current.runId, filter.runId), isInReach(store, filter)))
    .groupBy(current.verdict);
  return {
    byVerdict: new Map(rows.map((row) => [row.verdict, row.pairs])),
    conflicts: rows.reduce((sum, row) => sum + row.conflicts, 0),
  };
}
