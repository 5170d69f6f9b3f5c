import { fraction, type Fraction } from "../../lib/core/fraction.ts";
import type { Tx } from "../client.ts";
import type { CurrentDecisionRow } from "../rows.ts";
import { decisionsOnChosen, pairKeyOf } from "./decisions.ts";
import { nodePaths } from "./nodes.ts";
import { questionsById } from "./questions.ts";

export type ListedPair = {
  readonly chosenNodeId: string;
  readonly rejectedNodeId: string;
  readonly role: string;
  readonly treeId: string;
  readonly questionId: string;
  readonly question: string;
  readonly chosenPath: string;
  readonly rejectedPath: string;
  readonly chosenValue: Fraction;
  readonly rejectedValue: Fraction;
  readonly decision: Pick<CurrentDecisionRow, "verdict" | "author" | "reason" | "at"> | null;
};

type BarePair = Omit<
  ListedPair,
  "question" | "chosenPath" | "rejectedPath" | "chosenValue" | "rejectedValue" | "decision"
> & {
  readonly chosenNumerator: number | null;
  readonly chosenDenominator: number | null;
  readonly rejectedNumerator: number | null;
  readonly rejectedDenominator: number | null;
};

/** A page's pairs with their questions, paths and decisions, in three look-ups. */
export async function fillPairs(store: Tx, pairs: readonly BarePair[]): Promise<ListedPair[]> {
  const questions = await questionsById(
    store,
    pairs.map((pair) => pair.questionId),
  );
  const paths = await nodePaths(
    store,
    pairs.flatMap((pair) => [pair.chosenNodeId, pair.rejectedNodeId]),
  );
  const standing = await decisionsOnChosen(
    store,
    pairs.map((pair) => pair.chosenNodeId),
  );
  const decisions = new Map(standing.map((decision) => [pairKeyOf(decision), decision]));
  return pairs.map((pair) => {
    const decision = decisions.get(pairKeyOf(pair));
    return {
      chosenNodeId: pair.chosenNodeId,
      rejectedNodeId: pair.rejectedNodeId,
      role: pair.role,
      treeId: pair.treeId,
      questionId: pair.questionId,
      question: questions.get(pair.questionId)?.text ?? "",
      chosenPath: paths.get(pair.chosenNodeId) ?? "",
      rejectedPath: paths.get(pair.rejectedNodeId) ?? "",
      chosenValue: fraction(pair.chosenNumerator ?? 0, pair.chosenDenominator ?? 1),
      rejectedValue: fraction(pair.rejectedNumerator ?? 0, pair.rejectedDenominator ?? 1),
      decision: decision
        ? { verdict: decision.verdict, author: decision.author, reason: decision.reason, at: decision.at }
        : null,
    };
  });
}
