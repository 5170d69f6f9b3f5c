import type { Store } from "../../db/client.ts";
import { machineTimesOf } from "../../db/queries/machine-times.ts";
import { tokensByTree } from "../../db/queries/role-usage.ts";
import { runTotals } from "../../db/queries/run-totals.ts";
import type { RunRow } from "../../db/rows.ts";
import { askedByRole, type MachineRates, machineRates } from "./run-costs.ts";

/** What a token of each role has cost so far for machines by the hour; empty for a run without any, at the price of one look. */
export async function ratesOfRun(store: Store, run: Pick<RunRow, "id" | "config">): Promise<MachineRates> {
  if ((await machineTimesOf(store, run.id)).length === 0) return new Map();
  return machineRates(await runTotals(store, run.id), askedByRole(run.config));
}

/** Each tree's share of the run's machines by the hour, in US dollars; trees without one are absent. */
export async function machineCosts(
  store: Store,
  run: Pick<RunRow, "id" | "config">,
  treeIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rates = await ratesOfRun(store, run);
  const costs = new Map<string, number>();
  if (rates.size === 0) return costs;
  for (const { treeId, role, tokens } of await tokensByTree(store, treeIds))
    costs.set(treeId, (costs.get(treeId) ?? 0) + tokens * (rates.get(role) ?? 0));
  return costs;
}
