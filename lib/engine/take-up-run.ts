import { getEndpoint } from "../../db/queries/endpoints.ts";
import { countOthers } from "../../db/queries/processes.ts";
import { runTotals, type RunTotals } from "../../db/queries/run-totals.ts";
import { addNotice, getRun, type RunChange, updateRun } from "../../db/queries/runs.ts";
import { openTrees } from "../../db/queries/trees.ts";
import type { RunRow } from "../../db/rows.ts";
import { MalthouseError } from "../core/errors.ts";
import { RunConfig } from "../http/wire/runs.ts";
import type { ActiveRun, Waiting } from "./active-run.ts";
import { createActiveRun } from "./create-active-run.ts";
import { finishRun, goOn, holdRun, leaveRun, reviveRun, settleIfIdle } from "./end-run.ts";
import type { GrowerCore } from "./grower-core.ts";
import { createLane, type Lane, quirksOf } from "./lane.ts";
import { countMachines } from "./machine-time.ts";
import { leaseTrees } from "./lease-trees.ts";
import { policyOf } from "./run-policy.ts";
import { limitGate, shareGate } from "./share-gate.ts";
import { listTrees, type TreeSource } from "./tree-source.ts";
import { isTrialOver, mayGrow, trialOver } from "./trial-bounds.ts";

/** The lane of an endpoint as it is stored now; made where there is none yet. Throws where its key cannot be had. */
export async function laneOf(core: GrowerCore, endpointId: string): Promise<Lane> {
  const endpoint = await getEndpoint(core.store, endpointId);
  const access = await core.accessOf(endpointId);
  const lane = core.lanes.get(endpointId) ?? createLane(endpoint, access, core);
  Object.assign(lane, { endpoint, access });
  core.lanes.set(endpointId, lane);
  shareGate(core, lane);
  limitGate(core, lane);
  return lane;
}

function configOf(row: RunRow): RunConfig {
  const config = RunConfig.safeParse(row.config);
  if (!config.success)
    throw new MalthouseError(
      "wrong_state",
      "This run came without its config, so it cannot grow. Import it with one, or start a new run.",
    );
  return config.data;
}

/** A lane for each endpoint that a run asks. Throws where a key cannot be had. */
async function openLanes(core: GrowerCore, { roles }: RunConfig): Promise<void> {
  for (const { endpointId } of Object.values(roles)) await laneOf(core, endpointId);
}

async function sourceOf(core: GrowerCore, runId: string): Promise<TreeSource> {
  const { store, log, peers } = core;
  if (peers === null) {
    const trees = await openTrees(store, runId);
    return listTrees(
      trees.map(({ id, position, questionId, nodesDone, status }) => ({
        id,
        position,
        questionId,
        isStarted: nodesDone > 0 || status === "growing",
      })),
    );
  }
  return leaseTrees(runId, {
    store,
    jobs: peers.jobs,
    log,
    mayGrow(treeId) {
      const run = core.active.get(runId);
      return run === undefined || mayGrow(run, treeId);
    },
    mayLook() {
      const run = core.active.get(runId);
      return run?.stop === null && run.waiting?.for !== "budget" && core.trouble.reason === null;
    },
    onReady: () => core.pump(),
    onLost: (treeId) => dropTree(core, runId, treeId),
    onDone: () => {
      const run = core.active.get(runId);
      if (run && run.open.size === 0 && run.opening === 0)
        finishRun(core, run).catch((error: unknown) => log.error(error, "a run could not be ended"));
    },
  });
}

/** Asks for nothing more in a tree that another process has taken over; what is under way is still stored. */
function dropTree(core: GrowerCore, runId: string, treeId: string): void {
  core.active.get(runId)?.open.delete(treeId);
  for (const lane of core.lanes.values()) lane.queue.removeWhere((group) => group.treeId === treeId);
}

async function begin(core: GrowerCore, row: RunRow, config: RunConfig): Promise<void> {
  // Before the trees: from then on something is held that must be given back.
  const totals = await runTotals(core.store, row.id);
  const source = await sourceOf(core, row.id);
  // Somebody may have taken it up meanwhile.
  if (core.active.has(row.id) || core.hasStopped()) return await source.release();
  const run = createActiveRun({
    row,
    config,
    totals,
    source,
    order: orderOf(core, row),
    nowMs: core.now(),
  });
  recallSingles(core, run, totals);
  // What the others have used until now is theirs.
  await countMachines(core, run)?.catch((error: unknown) =>
    core.log.warn(error, "machine time is not counted"),
  );
  if (core.active.has(row.id) || core.hasStopped()) return await source.release();
  core.active.set(run.id, run);
  for (const { endpointId } of Object.values(config.roles)) await shareFirst(core, endpointId);
  core.log.info({ runId: run.id }, "growing");
  core.bus.publish({ runId: run.id, event: "progress" });
  if (await source.isDone()) await finishRun(core, run);
  core.pump();
}

/** An endpoint that refused siblings in one request before a restart is not asked again whether it takes them. */
function recallSingles({ lanes }: GrowerCore, { row, config }: ActiveRun, { roles }: RunTotals): void {
  const last = row.notices.findLast(({ code }) => code === singly || code === replaced);
  if (last?.code !== singly) return;
  for (const [role, { endpointId, model }] of Object.entries(config.roles)) {
    const lane = lanes.get(endpointId);
    const used = roles[role];
    if (!lane || !used || used.nodes < 2 || used.requests - used.retries < used.nodes) continue;
    const quirks = quirksOf(lane, model);
    if (quirks.n === "unknown") quirks.n = "no";
  }
}

/** Notices: siblings are asked for singly; somebody else answers from here on. */
const [singly, replaced] = ["siblings_singly", "endpoint_replaced"];

/** Without a share nothing starts; the next comes with the others' in a second. */
async function shareFirst(core: GrowerCore, endpointId: string): Promise<void> {
  const lane = core.lanes.get(endpointId);
  if (!lane?.isShared) return;
  await core.sharing
    ?.settle(lane)
    .catch((error: unknown) => core.log.warn(error, "the share of an endpoint could not be settled"));
}

/** Pauses a run that nothing of is growing here. */
async function rest({ store, bus, peers }: GrowerCore, runId: string, waiting: Waiting): Promise<void> {
  await updateRun(store, runId, {
    status: "paused",
    waitingFor: waiting.for,
    waitingUntil: waiting.until,
    waitingReason: waiting.reason,
  });
  peers?.tell({ about: "run", runId });
  bus.publish({ runId, event: "progress" });
}

/** Opens a run's lanes; where that fails, says why, for a person. */
async function whyNotHere(core: GrowerCore, config: RunConfig): Promise<string | null> {
  try {
    await openLanes(core, config);
    return null;
  } catch (error) {
    return error instanceof MalthouseError ? error.message : "An endpoint of this run cannot be used.";
  }
}

const hasOthers = async ({ store, peers, attempts }: GrowerCore): Promise<boolean> =>
  peers !== null && (await countOthers(store, attempts.owner)) > 0;

const leftToOthers = "left_to_others";

/** A notice that the server could not ask an endpoint of the run when it was taken up. */
export const isLeftToOthers = ({ code }: RunRow["notices"][number]): boolean => code === leftToOthers;

/** A key may be missing here that other processes have: the run is theirs then, and says so. */
async function leaveToOthers(core: GrowerCore, before: RunRow, reason: string): Promise<void> {
  await core.store.transaction(async (tx) => {
    await updateRun(tx, before.id, growingNow(before));
    if (before.notices.some(isLeftToOthers)) return;
    const message = `${reason} Other processes on this database grow this run, if they have the key.`;
    await addNotice(tx, before.id, {
      at: new Date().toISOString(),
      code: leftToOthers,
      level: "warning",
      message,
    });
  });
  core.peers?.tell({ about: "run", runId: before.id });
  core.bus.publish({ runId: before.id, event: "progress" });
}

const growingNow = ({ startedAt }: RunRow): RunChange => ({
  status: "growing",
  waitingFor: null,
  waitingUntil: null,
  waitingReason: null,
  startedAt: startedAt ?? new Date(),
  finishedAt: null,
});

/**
 * Takes a run up: from the start, after a pause, or after a restart. Where an endpoint cannot be used here it is left to
 * the other processes, and paused with the reason where there are none.
 */
export async function takeUpRun(core: GrowerCore, runId: string): Promise<void> {
  if (core.hasStopped()) return;
  const { store, active } = core;
  await active.get(runId)?.ended;
  const before = await getRun(store, runId);
  const config = configOf(before);
  const reason = await whyNotHere(core, config);
  if (reason !== null && !(await hasOthers(core)))
    return await rest(core, runId, { for: "endpoint", until: null, reason });
  if (await isTrialOver(store, before)) return await rest(core, runId, trialOver);
  if (reason !== null) return await leaveToOthers(core, before, reason);
  const known = active.get(runId);
  if (known) adoptRow(core, known, before);
  if (known) return known.stop ? await reviveRun(core, known) : undefined;
  const row = await updateRun(store, runId, growingNow(before));
  core.peers?.tell({ about: "run", runId });
  await begin(core, row, config);
}

/**
 * Grows along with the other processes: takes part in a run that the store has as growing, leaves one that it has not.
 * Changes no row of a run. Rejects where a key cannot be had here; the others grow on.
 */
export async function followRun(core: GrowerCore, runId: string): Promise<void> {
  const known = core.active.get(runId);
  if (core.hasStopped() || known?.ended) return;
  // A stop of our own that is being stored would look like one that somebody has taken back.
  await known?.writes;
  const writes = known?.writes;
  const row = await getRun(core.store, runId);
  const run = core.active.get(runId);
  if (!run) {
    if (row.status !== "growing") return;
    const config = configOf(row);
    await openLanes(core, config);
    return await begin(core, row, config);
  }
  if (run !== known || run.writes !== writes) return;
  adoptRow(core, run, row);
  if (row.status === "growing" || row.status === "queued") {
    // Who closed the trial's tree may have been killed before it paused the run.
    if (await isTrialOver(core.store, row)) return await core.stopRun(run, "paused", trialOver);
    if (!run.stop) return;
    await openLanes(core, run.config);
    run.stop = null;
    run.waiting = null;
    await goOn(core, run);
  } else if (row.status === "paused") {
    if (!run.stop) holdRun(core, run, "paused", null);
    settleIfIdle(core, run);
  } else leaveRun(core, run);
}

/** Takes over what somebody changed of a run's row: name, budget, threshold, whom it asks. */
export function adoptRow(core: GrowerCore, run: ActiveRun, row: RunRow): void {
  run.row = row;
  run.policy = policyOf(row);
  run.config = configOf(row);
  run.ledger.setBudget(row.budget);
  if (run.waiting?.for === "budget") core.setWaiting(run, null);
}

/** By creation; of runs made in the same millisecond, the one taken up first. */
function orderOf({ active }: GrowerCore, { createdAt }: RunRow): number {
  const taken = new Set([...active.values()].map(({ order }) => order));
  let order = createdAt.getTime();
  while (taken.has(order)) order += 2 ** -10;
  return order;
}
