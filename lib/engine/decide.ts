import type { z } from "zod";
import { historiesOf, lockDecisions, pairKeyOf, saveDecisions } from "../../db/queries/decisions.ts";
import { findUnpaired } from "../../db/queries/find-unpaired.ts";
import { getRun } from "../../db/queries/runs.ts";
import { timeAfter } from "../core/curation/time-after.ts";
import { MalthouseError } from "../core/errors.ts";
import type { DecisionsPost } from "../http/wire/pairs.ts";
import type { Malthouse } from "./malthouse.ts";

/**
 * Appends decisions to a run's history, all or none. Throws `invalid_request` where one names no pair under the
 * run's threshold that has no decision yet.
 */
export async function decide(
  { store }: Malthouse,
  runId: string,
  { decisions }: z.output<typeof DecisionsPost>,
): Promise<number> {
  await getRun(store, runId);
  const now = new Date();
  await store.transaction(async (tx) => {
    await lockDecisions(tx, runId);
    const strangers = new Set(await findUnpaired(tx, runId, decisions));
    if (strangers.size > 0) {
      const errors = decisions.flatMap((decision, index) =>
        strangers.has(decision)
          ? [{ path: `decisions.${index}`, message: "these two are no preference pair of this run now" }]
          : [],
      );
      throw new MalthouseError(
        "invalid_request",
        `${strangers.size} of ${decisions.length} decisions name no pair under the run's threshold; none was saved. Load the pairs again.`,
        { errors: errors.slice(0, 100) },
      );
    }
    const histories = await historiesOf(tx, runId, decisions);
    await saveDecisions(
      tx,
      runId,
      decisions.map(({ reason, author, blind, leftNodeId, bulk, sample, ms, settles, ...decision }) => ({
        ...decision,
        reason: reason ?? null,
        author: author ?? null,
        blind: blind ?? null,
        leftNodeId: leftNodeId ?? null,
        bulk: bulk ?? null,
        sample: sample ?? null,
        ms: ms ?? null,
        settles: settles ?? null,
        at: timeAfter(now, histories.get(pairKeyOf(decision)) ?? []),
      })),
    );
  });
  return decisions.length;
}
