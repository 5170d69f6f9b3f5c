import type { Store, Tx } from "../../db/client.ts";
import { newId } from "../../db/new-id.ts";
import { insertAttempts, lockSpend } from "../../db/queries/attempts.ts";
import type { AttemptRow } from "../../db/rows.ts";
import { isCovered } from "./budget.ts";
import { commitTogether } from "./commit-together.ts";

export type NewAttempt = Omit<AttemptRow, "id" | "owner" | "since"> & {
  /** The run has caps: what other processes spend counts too. */
  readonly isCapped: boolean;
};

/** Requests under way, as the store knows them: noted before they are sent, taken out with what they brought. */
export type AttemptBook = {
  /** Who sends them: this process, this start. */
  readonly owner: string;
  /** Other processes send requests of the same runs. */
  readonly isShared: boolean;
  /**
   * Resolves with the attempt's id once it is stored; null where the run's budget does not cover it beside what all
   * processes have spent and set aside. Rejects where the store refuses; nothing must be sent then.
   */
  open(attempt: NewAttempt): Promise<string | null>;
};

type Note = { readonly row: AttemptRow; readonly isCapped: boolean };

/**
 * Requests that are about to be sent at the same time are noted together, and with what is stored just then.
 * `isShared`: other processes spend from the same budgets, so caps are checked and set aside in one transaction.
 */
export function createAttemptBook(
  store: Store,
  { owner, isShared }: { readonly owner: string; readonly isShared: boolean },
): AttemptBook {
  const commit = commitTogether(store);

  async function note(tx: Tx, batch: readonly Note[]): Promise<readonly (string | null)[]> {
    const covered = isShared ? await coveredOf(tx, batch) : new Set(batch);
    await insertAttempts(
      tx,
      [...covered].map(({ row }) => row),
    );
    return batch.map((one) => (covered.has(one) ? one.row.id : null));
  }

  return {
    owner,
    isShared,
    open: ({ isCapped, ...attempt }) =>
      commit(note, { row: { ...attempt, id: newId("attempt"), owner, since: new Date() }, isCapped }),
  };
}

/** Those of a batch that the budgets of their runs cover, one after the other. */
async function coveredOf(tx: Tx, batch: readonly Note[]): Promise<ReadonlySet<Note>> {
  const covered = new Set(batch.filter(({ isCapped }) => !isCapped));
  const capped = batch.filter(({ isCapped }) => isCapped);
  // In one order everywhere: two processes that lock two runs crosswise would wait for each other.
  for (const runId of [...new Set(capped.map(({ row }) => row.runId))].sort()) {
    const { budget, ...before } = await lockSpend(tx, runId);
    let sum = before;
    for (const one of capped) {
      if (one.row.runId !== runId) continue;
      const after = {
        usd: sum.usd + one.row.usd,
        tokens: sum.tokens + one.row.tokens,
        requests: sum.requests + 1,
      };
      if (!isCovered(after, budget)) continue;
      sum = after;
      covered.add(one);
    }
  }
  return covered;
}
