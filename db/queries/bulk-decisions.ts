import { and, asc, eq, isNull, max, type SQL } from "drizzle-orm";
import type { Tx } from "../client.ts";
import type { DecisionRow } from "../rows.ts";
import { verdictOfState, type PairState } from "./count-pairs.ts";
import type { PairKey } from "./decisions.ts";
import { arePair, chosenAndRejected, isInReach, type PairFilter } from "./pair-filter.ts";

/** Whether a pair's standing decision is of a state; nothing to ask for "all". */
export function isInState(store: Tx, state: PairState): SQL | undefined {
  const { currentDecisions: current } = store.t;
  if (state === "all") return undefined;
  if (state === "conflicts") return eq(current.isConflict, true);
  return state === "undecided" ? isNull(current.verdict) : eq(current.verdict, verdictOfState[state]);
}

/** The pairs that a filter matches, as the list orders them, ids only; at most `limit`. */
export async function pairKeys(
  store: Tx,
  { state, limit, ...filter }: PairFilter & { state: PairState; limit: number },
): Promise<PairKey[]> {
  const { trees, questions, currentDecisions: current } = store.t;
  const sides = chosenAndRejected(store);
  const { chosen, rejected } = sides;
  return await store.db
    .select({ chosenNodeId: chosen.id, rejectedNodeId: rejected.id })
    .from(trees)
    .innerJoin(questions, eq(questions.id, trees.questionId))
    .innerJoin(chosen, eq(chosen.treeId, trees.id))
    .innerJoin(rejected, arePair(sides, filter))
    .leftJoin(current, and(eq(current.chosenNodeId, chosen.id), eq(current.rejectedNodeId, rejected.id)))
    .where(and(isInReach(store, filter), isInState(store, state)))
    .orderBy(asc(trees.position), asc(chosen.parentKey), asc(chosen.ordinal), asc(rejected.ordinal))
    .limit(limit);
}

/** The time of a run's next bulk step: now, and after all that was said before, so that it counts and its time names it. */
export async function nextBulkAt(store: Tx, runId: string): Promise<Date> {
  const { decisions } = store.t;
  const [row] = await store.db
    .select({ at: max(decisions.at) })
    .from(decisions)
    .where(eq(decisions.runId, runId));
  return new Date(Math.max(Date.now(), (row?.at?.getTime() ?? 0) + 1));
}

/** The whole history of a run, first to last. */
export async function wholeHistory(store: Tx, runId: string): Promise<DecisionRow[]> {
  const { decisions } = store.t;
  return await store.db.select().from(decisions).where(eq(decisions.runId, runId)).orderBy(asc(decisions.id));
}
