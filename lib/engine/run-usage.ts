import type { Store } from "../../db/client.ts";
import { countStanding } from "../../db/queries/decisions.ts";
import { runTotals } from "../../db/queries/run-totals.ts";
import { getRun } from "../../db/queries/runs.ts";
import type { RunUsage } from "../http/wire/usage.ts";
import { askedByRole, costsByRole } from "./run-costs.ts";

/** What a run has used by role and machine, and what a pair of it costs. Throws `not_found`. */
export async function viewUsage(store: Store, runId: string): Promise<RunUsage> {
  const run = await getRun(store, runId);
  const totals = await runTotals(store, runId);
  const standing = await countStanding(store, runId);
  const acceptedPairs = (standing.accept ?? 0) + (standing.swap ?? 0);
  const perPair = (count: number) => (count > 0 ? totals.costUsd / count : null);
  return {
    byRole: costsByRole(totals, askedByRole(run.config)),
    machines: totals.machines.map(({ endpointId, model, seconds, usd }) => ({
      endpointId,
      model,
      seconds,
      usd,
    })),
    requests: totals.requests,
    retries: totals.retries,
    promptTokens: totals.promptTokens,
    completionTokens: totals.completionTokens,
    costUsd: totals.costUsd,
    mayHaveBeenCharged: {
      requests: run.mayHaveBeenCharged,
      tokens: run.mayHaveBeenChargedTokens,
      usd: run.mayHaveBeenChargedUsd,
    },
    pairs: totals.pairs,
    acceptedPairs,
    usdPerPair: perPair(totals.pairs),
    usdPerAcceptedPair: perPair(acceptedPairs),
  };
}
