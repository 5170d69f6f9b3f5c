import { and, asc, eq, isNotNull, isNull, or } from "drizzle-orm";
import { fraction, type Fraction } from "../../lib/core/fraction.ts";
import type { Label } from "../../lib/core/tree.ts";
import type { Tx } from "../client.ts";
import type { DecisionVerdict, StoredSample } from "../stored-types.ts";
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
  readonly sample: StoredSample;
  readonly chosenValue: Fraction | null;
  readonly rejectedValue: Fraction | null;
};

/**
 * What annotators said blind of pairs of a run's random sample, bulk steps left out, first to last by time, with the
 * labels and values of now.
 */
export async function blindWords(store: Tx, runId: string): Promise<StoredBlindWord[]> {
  const { decisions, trees } = store.t;
  const { chosen, rejected } = chosenAndRejected(store);
  const rows = await store.db
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
      sample: decisions.sample,
      chosenNumerator: chosen.valueNumerator,
      chosenDenominator: chosen.valueDenominator,
      rejectedNumerator: rejected.valueNumerator,
      rejectedDenominator: rejected.valueDenominator,
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
        isNotNull(decisions.sample),
        or(isNull(decisions.bulk), eq(decisions.bulk, false)),
      ),
    )
    .orderBy(asc(decisions.at), asc(decisions.id));
  return rows.flatMap(
    ({ chosenNumerator, chosenDenominator, rejectedNumerator, rejectedDenominator, sample, ...row }) =>
      sample === null
        ? []
        : [
            {
              ...row,
              sample,
              chosenValue: valueOf(chosenNumerator, chosenDenominator),
              rejectedValue: valueOf(rejectedNumerator, rejectedDenominator),
            },
          ],
  );
}

const valueOf = (numerator: number | null, denominator: number | null): Fraction | null =>
  numerator === null || denominator === null ? null : fraction(numerator, denominator);
