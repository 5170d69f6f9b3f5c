import { getEndpoint } from "../../db/queries/endpoints.ts";
import { runTotals } from "../../db/queries/run-totals.ts";
import { getRun, updateRun } from "../../db/queries/runs.ts";
import { openTrees } from "../../db/queries/trees.ts";
import type { RunRow } from "../../db/rows.ts";
import { MalthouseError } from "../core/errors.ts";
import { RunConfig } from "../http/wire/runs.ts";
import { createActiveRun } from "./create-active-run.ts";
import { finishRun, reviveRun } from "./end-run.ts";
import type { GrowerCore } from "./grower-core.ts";
import { createLane, type Lane } from "./lane.ts";

/** The lane of an endpoint as it is stored now; made where there is none yet. Throws where its key cannot be had. */
export async function laneOf(core: GrowerCore, endpointId: string): Promise<Lane> {
  const endpoint = await getEndpoint(core.store, endpointId);
  const access = await core.accessOf(endpointId);
  const lane = core.lanes.get(endpointId) ?? createLane(endpoint, access, core);
  lane.gate.configure(endpoint);
  Object.assign(lane, { endpoint, access });
  core.lanes.set(endpointId, lane);
  return lane;
}

/** Takes a run up: from the start, after a pause, or after a restart. Paused with the reason where an endpoint cannot be used. */
export async function takeUpRun(core: GrowerCore, runId: string): Promise<void> {
  if (core.hasStopped()) return;
  const { store, active, bus } = core;
  await active.get(runId)?.ended;
  const before = await getRun(store, runId);
  const config = RunConfig.safeParse(before.config);
  if (!config.success)
    throw new MalthouseError(
      "wrong_state",
      "This run came without its config, so it cannot grow. Import it with one, or start a new run.",
    );
  try {
    for (const { endpointId } of Object.values(config.data.roles)) {
      const { gate } = await laneOf(core, endpointId);
      // Whoever starts or resumes a run while an endpoint asks for more than 15 minutes wants it tried.
      if (gate.isWaitTooLong) gate.tryNow();
    }
  } catch (error) {
    const reason =
      error instanceof MalthouseError ? error.message : "An endpoint of this run cannot be used.";
    await updateRun(store, runId, {
      status: "paused",
      waitingFor: "endpoint",
      waitingUntil: null,
      waitingReason: reason,
    });
    bus.publish({ runId, event: "progress" });
    return;
  }
  const known = active.get(runId);
  if (known) return known.stop ? await reviveRun(core, known) : undefined;
  const totals = await runTotals(store, runId);
  const trees = await openTrees(store, runId);
  const row = await updateRun(store, runId, {
    status: "growing",
    waitingFor: null,
    waitingUntil: null,
    waitingReason: null,
    startedAt: before.startedAt ?? new Date(),
    finishedAt: null,
  });
  // Somebody may have taken it up meanwhile.
  if (active.has(runId)) return;
  const run = createActiveRun({
    row,
    config: config.data,
    totals,
    trees,
    order: orderOf(core, row),
    nowMs: core.now(),
  });
  active.set(runId, run);
  core.log.info({ runId, trees: trees.length }, "growing");
  bus.publish({ runId, event: "progress" });
  if (trees.length === 0) await finishRun(core, run);
  core.pump();
}

/** By creation; of runs made in the same millisecond, the one taken up first. */
function orderOf({ active }: GrowerCore, { createdAt }: RunRow): number {
  const taken = new Set([...active.values()].map(({ order }) => order));
  let order = createdAt.getTime();
  while (taken.has(order)) order += 2 ** -10;
  return order;
}
