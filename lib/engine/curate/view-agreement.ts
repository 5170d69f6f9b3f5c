import { blindWords, type StoredBlindWord } from "../../../db/queries/blind-words.ts";
import type { Tx } from "../../../db/client.ts";
import { measureAgreement, type BlindWord } from "../../core/curation/measure-agreement.ts";
import type { Agreement } from "../../http/wire/agreement.ts";

/** Verdicts that say which of the two is better, or that neither is. */
const picks: Readonly<Record<string, (word: StoredBlindWord) => string | null>> = {
  accept: ({ chosenNodeId }) => chosenNodeId,
  swap: ({ rejectedNodeId }) => rejectedNodeId,
  tie: () => null,
};

/** How far a run's annotators agree with each other and with the backed-up value, over first words given blind. */
export async function viewAgreement(store: Tx, runId: string): Promise<Agreement> {
  const first = new Map<string, BlindWord>();
  for (const word of await blindWords(store, runId)) {
    const pick = picks[word.verdict];
    const author = word.author ?? "";
    const key = JSON.stringify([author, word.chosenNodeId, word.rejectedNodeId]);
    if (!pick || word.leftNodeId === null || first.has(key)) continue;
    first.set(key, {
      author,
      questionId: word.questionId,
      role: word.role,
      nodes: [word.chosenNodeId, word.rejectedNodeId],
      picked: pick(word),
      left: word.leftNodeId,
      isPair: word.chosenLabel === "positive" && word.rejectedLabel === "negative",
    });
  }
  const rows = measureAgreement([...first.values()]).map(({ prevalence, raters, ci95, ...row }) => {
    const [left = 0, right = 0, tie = 0] = prevalence;
    const [rater, other] = raters;
    return {
      ...row,
      raters: [rater, other] as [string, string | null],
      ci95: ci95 && [...ci95],
      prevalence: { left, right, tie },
    };
  });
  return {
    authors: rows.filter(({ raters }) => raters[1] !== null),
    credit: rows.filter(({ raters }) => raters[1] === null),
  };
}
