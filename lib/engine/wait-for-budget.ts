import { countAttempts } from "../../db/queries/attempts.ts";
import { runTotals } from "../../db/queries/run-totals.ts";
import type { ActiveRun } from "./active-run.ts";
import type { Spend } from "./budget.ts";
import type { GrowerCore } from "./grower-core.ts";
import type { Group, OpenTree } from "./open-tree.ts";
import { sumToFinish } from "./sum-to-finish.ts";

/** How often to look whether other processes have given back what they had set aside. */
const budgetPollMs = 1000;

/**
 * A request that the budget does not cover waits while others may give back what they had set aside. With none of them
 * left the run pauses, and names the sum that would finish it.
 */
export async function waitForBudget({
  core,
  run,
  tree,
  group,
  worst,
}: {
  readonly core: GrowerCore;
  readonly run: ActiveRun;
  readonly tree: OpenTree;
  readonly group: Group;
  readonly worst: Spend;
}): Promise<void> {
  const isAlone = run.paying === 0;
  const isShared = isAlone && core.attempts.isShared;
  if (!isAlone || (isShared && (await countAttempts(core.store, [run.id])).has(run.id))) {
    core.setWaiting(run, {
      for: "budget",
      until: null,
      reason: "The budget does not cover the next request before those under way are back.",
    });
    core.enqueue(run, tree, group);
    // What other processes give back is told by nobody.
    if (isAlone) setTimeout(() => lookAgain(core, run), budgetPollMs).unref();
    return;
  }
  const totals = await runTotals(core.store, run.id);
  const { uncertain } = run.ledger;
  const sum = sumToFinish(run, {
    totals,
    questionTokens: Math.ceil(tree.question.text.length / 4),
    next: worst,
    endpointOf: (id) => core.lanes.get(id)?.endpoint,
  });
  const budget = run.row.budget ?? {};
  const needed = {
    usd: budget.usd === undefined ? undefined : roundedUp(sum.usd + uncertain.usd),
    tokens: budget.tokens === undefined ? undefined : sum.tokens + uncertain.tokens,
    requests: budget.requests === undefined ? undefined : sum.requests,
  };
  const count = (value: number) => value.toLocaleString("en");
  const parts = [
    needed.usd === undefined ? null : `about $${dollars(needed.usd)} in all (now $${budget.usd})`,
    needed.tokens === undefined
      ? null
      : `about ${count(needed.tokens)} tokens in all (now ${count(budget.tokens ?? 0)})`,
    needed.requests === undefined
      ? null
      : `about ${count(needed.requests)} requests in all (now ${count(budget.requests ?? 0)})`,
  ].filter((part) => part !== null);
  const used = `${count(totals.requests)} requests, ${count(totals.promptTokens + totals.completionTokens)} tokens and $${dollars(roundedUp(totals.costUsd))}`;
  const reason = `The budget does not cover the next request: ${used} are used. Finishing needs ${parts.join(", ")}. Raise it and resume.`;
  core.forget(tree, group);
  await core.stopRun(run, "paused", { for: "budget", until: null, reason, budgetToFinish: needed });
}

function lookAgain(core: GrowerCore, run: ActiveRun): void {
  if (run.waiting?.for === "budget") core.setWaiting(run, null);
  core.pump();
}

/** Upwards to the cent, or to two significant digits below one. */
function roundedUp(value: number): number {
  const digits = value > 0 ? digitsOf(value) : 2;
  return Math.ceil(value * 10 ** digits - 1e-9) / 10 ** digits;
}

const dollars = (value: number): string => value.toFixed(value > 0 ? digitsOf(value) : 2);

const digitsOf = (value: number): number =>
  value >= 1 ? 2 : Math.max(2, Math.min(12, 1 - Math.floor(Math.log10(value))));
