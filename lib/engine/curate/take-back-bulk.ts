import { nextBulkAt, wholeHistory } from "../../../db/queries/bulk-decisions.ts";
import { lockDecisions, pairKeyOf, saveDecisions, type NewDecision } from "../../../db/queries/decisions.ts";
import type { DecisionRow } from "../../../db/rows.ts";
import { readPairWords } from "../../core/curation/read-pair-words.ts";
import { MalthouseError } from "../../core/errors.ts";
import type { Malthouse } from "../malthouse.ts";

/**
 * Gives each pair of a bulk step the words back that it had before, as new rows of the history under the name of
 * whoever had said them; a pair that somebody decided on since keeps that. That is a step of its own, so that it can be
 * taken back in turn. Throws `not_found` where no step has this time.
 */
export async function takeBackBulk(
  { store }: Malthouse,
  runId: string,
  step: Date,
): Promise<{ restored: number; kept: number; step: Date }> {
  return await store.transaction(async (tx) => {
    await lockDecisions(tx, runId);
    const before = new Map<string, DecisionRow[]>();
    const ofStep = new Map<string, DecisionRow[]>();
    const since = new Set<string>();
    for (const row of await wholeHistory(tx, runId)) {
      const key = pairKeyOf(row);
      const isOfStep = row.bulk === true && row.at.getTime() === step.getTime();
      if (!isOfStep && ofStep.has(key)) since.add(key);
      else {
        const rows = isOfStep ? ofStep : before;
        rows.set(key, [...(rows.get(key) ?? []), row]);
      }
    }
    if (ofStep.size === 0) {
      throw new MalthouseError("not_found", "This run has no bulk step of that time.");
    }
    const at = await nextBulkAt(tx, runId);
    const restored = [...ofStep].filter(([key]) => !since.has(key));
    await saveDecisions(
      tx,
      runId,
      restored.flatMap(([key, rows]) => wordsToRestore(rows, before.get(key) ?? [], at)),
    );
    return { restored: restored.length, kept: since.size, step: at };
  });
}

/** What stood before some rows of a step on one pair, said again: nobody's word but the step's is lost. */
function wordsToRestore(
  rows: readonly DecisionRow[],
  history: readonly DecisionRow[],
  at: Date,
): NewDecision[] {
  const { words, settlement, standing } = readPairWords(history);
  const [only = null, ...more] = rows;
  if (only === null) return [];
  const say = (word: Pick<DecisionRow, "verdict" | "author"> & Partial<DecisionRow>): NewDecision => ({
    chosenNodeId: only.chosenNodeId,
    rejectedNodeId: only.rejectedNodeId,
    verdict: word.verdict,
    reason: word.reason ?? null,
    author: word.author,
    settles: word.settles ?? null,
    blind: null,
    leftNodeId: null,
    bulk: true,
    at,
  });
  const clear = (author: string | null) => say({ verdict: "clear", author });
  if (only.author !== null && more.length === 0) {
    const own = words.find(({ author }) => author === only.author);
    if (!own) return [clear(only.author)];
    return standing === null || standing === own ? [say(own)] : [say(own), say(standing)];
  }
  const all = [...words, ...(settlement === null ? [] : [settlement])];
  // A clear without a name takes back a settlement without one first.
  const clears =
    settlement !== null && settlement.author === null ? [clear(null), clear(null)] : [clear(null)];
  return [...clears, ...all.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.id - b.id).map(say)];
}
