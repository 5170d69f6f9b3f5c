import { blindWords, type StoredBlindWord } from "../../../db/queries/blind-words.ts";
import type { Tx } from "../../../db/client.ts";
import { measureAgreement, type BlindWord } from "../../core/curation/measure-agreement.ts";
import { subtract, toNumber } from "../../core/fraction.ts";
import type { Agreement } from "../../http/wire/agreement.ts";

/** Verdicts that say which of the two is better, or that neither is. */
const picks: Readonly<Record<string, (word: StoredBlindWord) => string | null>> = {
  accept: ({ chosenNodeId }) => chosenNodeId,
  swap: ({ rejectedNodeId }) => rejectedNodeId,
  tie: () => null,
};

/**
 * How far a run's annotators agree with each other and with the backed-up value, over first words given blind on
 * pairs of a random sample.
 */
export async function viewAgreement(store: Tx, runId: string): Promise<Agreement> {
  const first = new Map<string, BlindWord>();
  for (const word of await blindWords(store, runId)) {
    const pick = picks[word.verdict];
    const annotator = word.author ?? "";
    const key = JSON.stringify([annotator, word.chosenNodeId, word.rejectedNodeId]);
    if (!pick || word.leftNodeId === null || first.has(key)) continue;
    first.set(key, {
      annotator,
      questionId: word.questionId,
      role: word.role,
      nodes: [word.chosenNodeId, word.rejectedNodeId],
      picked: pick(word),
      left: word.leftNodeId,
      margin: marginOf(word),
      sample: word.sample,
    });
  }
  const rows = measureAgreement([...first.values()]).map(({ prevalence, between, margin, ci95, ...row }) => {
    const [left = 0, right = 0, tie = 0] = prevalence;
    const [annotator, other] = between;
    return {
      ...row,
      between: [annotator, other] as [string, string | null],
      margin: margin && { from: toNumber(margin.from), below: margin.below && toNumber(margin.below) },
      ci95: ci95 && [...ci95],
      prevalence: { left, right, tie },
    };
  });
  return {
    annotators: rows.filter(({ between }) => between[1] !== null),
    credit: rows.filter(({ between }) => between[1] === null),
  };
}

const marginOf = ({ chosenLabel, rejectedLabel, chosenValue, rejectedValue }: StoredBlindWord) =>
  chosenLabel === "positive" && rejectedLabel === "negative" && chosenValue !== null && rejectedValue !== null
    ? subtract(chosenValue, rejectedValue)
    : null;
