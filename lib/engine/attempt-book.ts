import type { Store, Tx } from "../../db/client.ts";
import { newId } from "../../db/new-id.ts";
import { insertAttempts, lockSpend } from "../../db/queries/attempts.ts";
import type { AttemptRow } from "../../db/rows.ts";
import { isCovered } from "./budget.ts";

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

type Waiting = {
  readonly row: AttemptRow;
  readonly isCapped: boolean;
  readonly resolve: (id: string | null) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Requests that are about to be sent at the same time are noted in one statement: while one is written, the next
 * gather. `isShared`: other processes spend from the same budgets, so caps are checked and set aside in one transaction.
 */
export function createAttemptBook(
  store: Store,
  { owner, isShared }: { readonly owner: string; readonly isShared: boolean },
): AttemptBook {
  let gathered: Waiting[] = [];
  let isWriting = false;

  async function note(batch: readonly Waiting[]): Promise<ReadonlySet<Waiting>> {
    const rowsOf = (some: readonly Waiting[]) => some.map(({ row }) => row);
    if (isShared && batch.some(({ isCapped }) => isCapped))
      return await store.transaction(async (tx) => {
        const covered = await coveredOf(tx, batch);
        await insertAttempts(tx, rowsOf(covered));
        return new Set(covered);
      });
    await store.transaction((tx) => insertAttempts(tx, rowsOf(batch)));
    return new Set(batch);
  }

  async function write(): Promise<void> {
    isWriting = true;
    // Whoever starts a request in this turn of the event loop comes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (gathered.length > 0) {
      const batch = gathered;
      gathered = [];
      try {
        const noted = await note(batch);
        for (const one of batch) one.resolve(noted.has(one) ? one.row.id : null);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isWriting = false;
  }

  return {
    owner,
    isShared,
    open: ({ isCapped, ...attempt }) =>
      new Promise((resolve, reject) => {
        const row = { ...attempt, id: newId("attempt"), owner, since: new Date() };
        gathered.push({ row, isCapped, resolve, reject });
        if (!isWriting) void write();
      }),
  };
}

/** Those of a batch that the budgets of their runs cover, one after the other. */
async function coveredOf(tx: Tx, batch: readonly Waiting[]): Promise<readonly Waiting[]> {
  const covered = batch.filter(({ isCapped }) => !isCapped);
  const capped = batch.filter(({ isCapped }) => isCapped);
  // In one order everywhere: two processes that lock two runs crosswise would wait for each other.
  for (const runId of [...new Set(capped.map(({ row }) => row.runId))].sort()) {
    let { budget, ...sum } = await lockSpend(tx, runId);
    for (const one of capped) {
      if (one.row.runId !== runId) continue;
      const after = {
        usd: sum.usd + one.row.usd,
        tokens: sum.tokens + one.row.tokens,
        requests: sum.requests + 1,
      };
      if (!isCovered(after, budget)) continue;
      sum = after;
      covered.push(one);
    }
  }
  return covered;
}
