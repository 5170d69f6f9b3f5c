import type { VoteTaskRow } from "../../../db/rows.ts";
import { createLedger, nothing, type Ledger, type Spend } from "../budget.ts";
import type { Lane } from "../lane.ts";

/** Why a task asks nothing more. */
export type VoteStop = { readonly status: "cancelled" | "stopped"; readonly message: string | null };

/** Asking that this process is at. What is under way when it stops is still stored. */
export type ActiveVoteTask = {
  readonly row: VoteTaskRow;
  readonly lane: Lane;
  readonly ledger: Ledger;
  stop: VoteStop | null;
  /** Fires with the stop; ends waits between attempts, never a request. */
  readonly halt: AbortController;
  /** The server goes: what the store does not take now is lost. */
  isAbandoned: boolean;
  inFlight: number;
  /** Refused requests in a row before the first answer: the request itself is wrong then. */
  refusedFromStart: number;
  hasAnswered: boolean;
  lastFailure: string | null;
  /** Those that wait until a request under way gives back what it had set aside. */
  readonly waitingForMoney: Set<() => void>;
};

export const createActiveVoteTask = (row: VoteTaskRow, lane: Lane): ActiveVoteTask => ({
  row,
  lane,
  ledger: createLedger(nothing, row.budgetUsd === null ? null : { usd: row.budgetUsd }),
  stop: null,
  halt: new AbortController(),
  isAbandoned: false,
  inFlight: 0,
  refusedFromStart: 0,
  hasAnswered: false,
  lastFailure: null,
  waitingForMoney: new Set(),
});

/** The first reason stands. */
export function stopVoteTask(task: ActiveVoteTask, stop: VoteStop): void {
  task.stop ??= stop;
  task.halt.abort();
  wakeWaiters(task);
}

function wakeWaiters(task: ActiveVoteTask): void {
  for (const wake of task.waitingForMoney) wake();
  task.waitingForMoney.clear();
}

/** Books what a request used; whoever waits for money looks again. */
export function settleSpend(task: ActiveVoteTask, worst: Spend, used: Spend): void {
  task.ledger.settle(worst, used);
  wakeWaiters(task);
}

/** Sets the most that a request can cost aside, waiting for others to give some back; false, and the task stopped, where the budget is used up. */
export async function reserveSpend(task: ActiveVoteTask, worst: Spend): Promise<boolean> {
  while (!task.stop) {
    if (task.ledger.reserve(worst)) return true;
    if (task.ledger.reserved.requests === 0)
      stopVoteTask(task, {
        status: "stopped",
        message: `The budget of $${task.row.budgetUsd} does not cover the next request. Ask again with a higher one: it goes on where this ended.`,
      });
    else await new Promise<void>((resolve) => task.waitingForMoney.add(resolve));
  }
  return false;
}
