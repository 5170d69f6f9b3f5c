import { nextBulkAt, wholeHistory } from "../../../db/queries/bulk-decisions.ts";
import { pairKeyOf, saveDecisions, type NewDecision } from "../../../db/queries/decisions.ts";
import type { DecisionRow } from "../../../db/rows.ts";
import { MalthouseError } from "../../core/errors.ts";
import type { Malthouse } from "../malthouse.ts";

/**
 * Gives each pair of a bulk step the word back that it had before, as new rows of the history under the name of
 * whoever had said it; a pair that somebody decided on since keeps that. That is a step of its own, so that it can be
 * taken back in turn. Throws `not_found` where no step has this time.
 */
export async function takeBackBulk(
  { store }: Malthouse,
  runId: string,
  step: Date,
): Promise<{ restored: number; kept: number; step: Date }> {
  return await store.transaction(async (tx) => {
    const before = new Map<string, DecisionRow>();
    const ofStep = new Map<string, DecisionRow>();
    const since = new Set<string>();
    for (const row of await wholeHistory(tx, runId)) {
      const key = pairKeyOf(row);
      if (row.bulk === true && row.at.getTime() === step.getTime()) ofStep.set(key, row);
      else if (ofStep.has(key)) since.add(key);
      else before.set(key, row);
    }
    if (ofStep.size === 0) {
      throw new MalthouseError("not_found", "This run has no bulk step of that time.");
    }
    const at = await nextBulkAt(tx, runId);
    const restored = [...ofStep]
      .filter(([key]) => !since.has(key))
      .map(([key, row]): NewDecision => wordOf(row, before.get(key), at));
    await saveDecisions(tx, runId, restored);
    return { restored: restored.length, kept: since.size, step: at };
  });
}

const wordOf = (
  { chosenNodeId, rejectedNodeId }: DecisionRow,
  earlier: DecisionRow | undefined,
  at: Date,
): NewDecision => ({
  chosenNodeId,
  rejectedNodeId,
  verdict: earlier?.verdict ?? "clear",
  reason: earlier?.reason ?? null,
  author: earlier?.author ?? null,
  blind: null,
  leftNodeId: null,
  bulk: true,
  at,
});
