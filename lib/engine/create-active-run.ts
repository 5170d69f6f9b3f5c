import type { RunTotals } from "../../db/queries/run-totals.ts";
import type { RunRow } from "../../db/rows.ts";
import type { RunConfig } from "../http/wire/runs.ts";
import type { ActiveRun } from "./active-run.ts";
import { createLedger } from "./budget.ts";
import { createPace } from "./pace.ts";
import { judgeOfRun } from "./run-judge.ts";
import { policyOf } from "./run-policy.ts";
import type { TreeSource } from "./tree-source.ts";

/** A run as this process takes it up: what it has spent, which trees are left, nothing under way. */
export function createActiveRun({
  row,
  config,
  totals,
  source,
  order,
  nowMs,
}: {
  readonly row: RunRow;
  readonly config: RunConfig;
  readonly totals: RunTotals;
  readonly source: TreeSource;
  readonly order: number;
  readonly nowMs: number;
}): ActiveRun {
  return {
    id: row.id,
    row,
    config,
    policy: policyOf(row),
    rule: judgeOfRun(row).rule,
    order,
    source,
    open: new Map(),
    ledger: createLedger(
      {
        usd: totals.costUsd,
        tokens: totals.promptTokens + totals.completionTokens,
        requests: totals.requests,
      },
      row.budget,
      // Those requests are counted with the others, only what they used is not known.
      { usd: row.mayHaveBeenChargedUsd, tokens: row.mayHaveBeenChargedTokens, requests: 0 },
    ),
    countedTokens: totals.promptTokens + totals.completionTokens,
    inFlight: 0,
    paying: 0,
    opening: 0,
    stop: null,
    waiting: null,
    ended: null,
    writes: Promise.resolve(),
    told: new Set(row.notices.map(({ code }) => code)),
    nodesSinceStart: 0,
    pace: createPace(totals.nodesDone, nowMs),
    failures: new Map(),
    refusedFromStart: 0,
    hasAnswered: totals.nodesDone > 0,
    settled: Promise.withResolvers<void>(),
  };
}
