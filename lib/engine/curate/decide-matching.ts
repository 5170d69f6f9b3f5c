import { nextBulkAt, pairKeys } from "../../../db/queries/bulk-decisions.ts";
import type { PairState } from "../../../db/queries/count-pairs.ts";
import { lockDecisions, saveDecisions } from "../../../db/queries/decisions.ts";
import type { PairFilter } from "../../../db/queries/pair-filter.ts";
import type { DecisionVerdict } from "../../../db/stored-types.ts";
import { MalthouseError } from "../../core/errors.ts";
import type { Malthouse } from "../malthouse.ts";

/** Above so many pairs one transaction would hold the writer for too long. */
const most = 100_000;

export type BulkWord = {
  readonly verdict: DecisionVerdict;
  /** How many pairs the person was shown. */
  readonly expected: number;
  readonly reason?: string | undefined;
  readonly author?: string | undefined;
};

/**
 * Gives every pair that a filter matches the same verdict, in one step whose rows carry `bulk` and one time, which
 * names the step for `takeBackBulk`. Throws `wrong_state` where the pairs are no longer as many as expected, and
 * `invalid_request` above 100,000 of them; then nothing is saved.
 */
export async function decideMatching(
  { store }: Malthouse,
  filter: PairFilter & { readonly state: PairState },
  { verdict, expected, reason, author }: BulkWord,
): Promise<{ saved: number; step: Date }> {
  const { runId } = filter;
  return await store.transaction(async (tx) => {
    await lockDecisions(tx, runId);
    const keys = await pairKeys(tx, { ...filter, limit: most + 1 });
    if (keys.length > most) {
      throw new MalthouseError(
        "invalid_request",
        `More than ${most} pairs match: narrow the filter and decide in steps.`,
      );
    }
    if (keys.length !== expected) {
      throw new MalthouseError(
        "wrong_state",
        `The filter matches ${keys.length} pairs now, not ${expected}; none was decided. Look at the number again.`,
      );
    }
    const step = await nextBulkAt(tx, runId);
    await saveDecisions(
      tx,
      runId,
      keys.map((key) => ({
        ...key,
        verdict,
        reason: reason ?? null,
        author: author ?? null,
        blind: null,
        leftNodeId: null,
        bulk: true,
        at: step,
      })),
    );
    return { saved: keys.length, step };
  });
}
