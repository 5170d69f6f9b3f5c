import { fraction, type Fraction } from "../../lib/core/fraction.ts";
import type { Tx } from "../client.ts";
import type { CurrentDecisionRow, DecisionRow } from "../rows.ts";
import { readPairWords } from "../../lib/core/curation/read-pair-words.ts";
import { decisionsOnChosen, historiesOf, pairKeyOf } from "./decisions.ts";
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
  readonly decision: Pick<CurrentDecisionRow, "verdict" | "author" | "reason" | "at" | "settles"> | null;
  readonly isConflict: boolean;
  /** Each annotator's current word, earliest first, and what settled them last; only where they differ or did. */
  readonly words: readonly Pick<DecisionRow, "verdict" | "author" | "reason" | "at" | "settles">[];
};

type BarePair = Omit<
  ListedPair,
  | "question"
  | "chosenPath"
  | "rejectedPath"
  | "chosenValue"
  | "rejectedValue"
  | "decision"
  | "isConflict"
  | "words"
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
  const told = pairs.filter((pair) => {
    const decision = decisions.get(pairKeyOf(pair));
    return decision?.isConflict === true || decision?.settles === true;
  });
  const histories = told.length === 0 ? null : await historiesOf(store, standing[0]?.runId ?? "", told);
  return pairs.map((pair) => {
    const decision = decisions.get(pairKeyOf(pair));
    const history = histories?.get(pairKeyOf(pair));
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
        ? {
            verdict: decision.verdict,
            author: decision.author,
            reason: decision.reason,
            at: decision.at,
            settles: decision.settles === true,
          }
        : null,
      isConflict: decision?.isConflict === true,
      words: history ? wordsOf(history) : [],
    };
  });
}

function wordsOf(history: readonly DecisionRow[]): ListedPair["words"] {
  const { words, settlement } = readPairWords(history);
  return [...words, ...(settlement === null ? [] : [settlement])].map(
    ({ verdict, author, reason, at, settles }) => ({
      verdict,
      author,
      reason,
      at,
      settles: settles === true,
    }),
  );
}
