import { addMachineTime, type Machine, moveClock } from "../../db/queries/machine-times.ts";
import type { ActiveRun } from "./active-run.ts";
import { nothing } from "./budget.ts";
import type { GrowerCore } from "./grower-core.ts";

/** How often the time of machines is shared out; as much is lost at most by a kill -9. */
export const machineTickMs = 5000;
/** After a longer silence nobody was growing: that time is no run's. */
const gapMs = 3 * machineTickMs;

type Priced = Machine & { readonly gpuHourUsd: number };

const keyOf = ({ endpointId, model }: Machine): string => `${endpointId} ${model}`;

/** The machines by the hour that a run's roles ask, each once. */
function machinesOf({ lanes }: GrowerCore, run: Pick<ActiveRun, "config">): Map<string, Priced> {
  const machines = new Map<string, Priced>();
  for (const { endpointId, model } of Object.values(run.config.roles)) {
    const price = lanes.get(endpointId)?.endpoint.prices[model];
    if (price && "gpuHourUsd" in price)
      machines.set(keyOf({ endpointId, model }), { endpointId, model, gpuHourUsd: price.gpuHourUsd });
  }
  return machines;
}

/**
 * Shares out the time that machines priced by the hour have been used since it was shared out last, among the runs that
 * grow on them here, by the tokens that each got meanwhile (evenly where none did). `beginning`: a run that starts
 * now, and owes nothing yet. Null where nothing is priced by the hour. Rejects where the store refuses.
 */
export function countMachines(core: GrowerCore, beginning?: Pick<ActiveRun, "config">): Promise<void> | null {
  const used = new Map<string, { machine: Priced; runs: { run: ActiveRun; tokens: number }[] }>();
  for (const run of core.active.values()) {
    const machines = machinesOf(core, run);
    if (machines.size === 0) continue;
    const tokens = run.ledger.spent.tokens - run.countedTokens;
    run.countedTokens = run.ledger.spent.tokens;
    for (const [key, machine] of machines) {
      const entry = used.get(key) ?? { machine, runs: [] };
      entry.runs.push({ run, tokens });
      used.set(key, entry);
    }
  }
  for (const [key, machine] of beginning ? machinesOf(core, beginning) : [])
    if (!used.has(key)) used.set(key, { machine, runs: [] });
  if (used.size === 0) return null;
  // In one order everywhere: two processes that hold two clocks crosswise would wait for each other.
  const inOrder = [...used].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return shareOut(core, inOrder);
}

/**
 * Dollars that a run owes for machines by the hour since their time was shared out last, and for as long as a request at
 * them takes on average: what a cap must still cover when one is sent.
 */
export function machineDebt(core: GrowerCore, run: Pick<ActiveRun, "config">): number {
  let usd = 0;
  for (const { endpointId, gpuHourUsd } of machinesOf(core, run).values()) {
    const sinceMs = Math.min(gapMs, Math.max(0, core.wallNow() - core.machines.countedAt));
    usd += (gpuHourUsd * (sinceMs / 1000 + meanSeconds(core, endpointId))) / 3600;
  }
  return usd;
}

function meanSeconds({ tally }: GrowerCore, endpointId: string): number {
  const sums = tally.endpoints.get(endpointId);
  const requests = [...(sums?.requests.values() ?? [])].reduce((a, b) => a + b, 0);
  return sums && requests > 0 ? sums.requestSeconds / requests : 0;
}

async function shareOut(
  core: GrowerCore,
  used: readonly { machine: Priced; runs: { run: ActiveRun; tokens: number }[] }[],
): Promise<void> {
  const now = new Date(core.wallNow());
  const owed = await core.store.transaction(async (tx) => {
    const owed: { run: ActiveRun; usd: number }[] = [];
    for (const { machine, runs } of used) {
      const { endpointId, model, gpuHourUsd } = machine;
      // With nobody growing on it here, the time is that of another process.
      if (runs.length === 0 && core.peers !== null) continue;
      // With no runs the clock is moved all the same: until now it measured nobody's growing, a pause for one.
      const seconds = (await moveClock(tx, machine, { now, gapMs })) / 1000;
      if (seconds === 0) continue;
      const tokens = runs.reduce((sum, one) => sum + one.tokens, 0);
      for (const one of runs) {
        const share = tokens > 0 ? one.tokens / tokens : 1 / runs.length;
        const usd = (share * seconds * gpuHourUsd) / 3600;
        await addMachineTime(tx, { runId: one.run.id, endpointId, model, seconds: share * seconds, usd });
        owed.push({ run: one.run, usd });
      }
    }
    return owed;
  });
  core.machines.countedAt = now.getTime();
  for (const { run, usd } of owed) run.ledger.settle(nothing, { ...nothing, usd });
}
