import { and, asc, eq, isNotNull, isNull, or } from "drizzle-orm";
import type { Label } from "../../lib/core/tree.ts";
import type { Tx } from "../client.ts";
import type { DecisionVerdict } from "../stored-types.ts";
import { chosenAndRejected } from "./pair-filter.ts";

export type StoredBlindWord = {
  readonly chosenNodeId: string;
  readonly rejectedNodeId: string;
  readonly verdict: DecisionVerdict;
  readonly author: string | null;
  readonly leftNodeId: string | null;
  readonly role: string;
  readonly questionId: string;
  readonly chosenLabel: Label | null;
  readonly rejectedLabel: Label | null;
};

/** What people said blind of a run's pairs, bulk steps left out, first to last, with the labels of now. */
export async function blindWords(store: Tx, runId: string): Promise<StoredBlindWord[]> {
  const { decisions, trees } = store.t;
  const { chosen, rejected } = chosenAndRejected(store);
  return await store.db
    .select({
      chosenNodeId: decisions.chosenNodeId,
      rejectedNodeId: decisions.rejectedNodeId,
      verdict: decisions.verdict,
      author: decisions.author,
      leftNodeId: decisions.leftNodeId,
      role: chosen.role,
      questionId: trees.questionId,
      chosenLabel: chosen.label,
      rejectedLabel: rejected.label,
    })
    .from(decisions)
    .innerJoin(chosen, eq(chosen.id, decisions.chosenNodeId))
    .innerJoin(rejected, eq(rejected.id, decisions.rejectedNodeId))
    .innerJoin(trees, eq(trees.id, chosen.treeId))
    .where(
      and(
        eq(decisions.runId, runId),
        eq(decisions.blind, true),
        isNotNull(decisions.leftNodeId),
        or(isNull(decisions.bulk), eq(decisions.bulk, false)),
      ),
    )
    .orderBy(asc(decisions.id));
}
