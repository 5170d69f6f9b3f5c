import { runTotals } from "../../db/queries/run-totals.ts";
import { moveRun, type RunChange } from "../../db/queries/runs.ts";
import type { RunStatus } from "../../db/stored-types.ts";
import type { ActiveRun, Waiting } from "./active-run.ts";
import type { GrowerCore } from "./grower-core.ts";
import { keepTrying } from "./keep-trying.ts";
import { countMachines } from "./machine-time.ts";

/** Moves a run on where the store still has it at one of `from`: another process may have ended it. Tells the others. */
async function move(
  core: GrowerCore,
  run: ActiveRun,
  from: readonly RunStatus[],
  change: RunChange,
): Promise<void> {
  run.row = await core.writeRun(run, (tx) => moveRun(tx, run.id, from, change));
  core.peers?.tell({ about: "run", runId: run.id });
  core.bus.publish({ runId: run.id, event: "progress" });
}

/** Gives a run its last status once all its trees are closed; where the store will not have it for good, the run pauses. */
export async function finishRun(core: GrowerCore, run: ActiveRun): Promise<void> {
  // What was cancelled with its last request under way stays cancelled; a pause with nothing left to do is an end.
  if (run.ended || run.stop?.status === "cancelled" || core.active.get(run.id) !== run) return;
  run.ended = run.settled.promise;
  try {
    const status = await storeEnd(core, run);
    letGo(core, run);
    core.peers?.tell({ about: "run", runId: run.id });
    core.log.info({ runId: run.id, status }, "run ended");
  } catch (error) {
    return await endLater(core, run, error);
  }
  core.peers?.jobs
    .drop(run.id)
    .catch((error: unknown) => core.log.warn(error, "the queue of an ended run is still there"));
}

async function storeEnd(core: GrowerCore, run: ActiveRun): Promise<RunStatus> {
  const totals = await keepTrying(core, () => runTotals(core.store, run.id));
  const status = totals.treesDone === 0 && totals.treesTotal > 0 ? "failed" : "completed";
  run.row = await core.writeRun(run, (tx) =>
    moveRun(tx, run.id, ["queued", "growing", "paused"], {
      status,
      finishedAt: new Date(),
      waitingFor: null,
      waitingUntil: null,
      waitingReason: null,
    }),
  );
  return status;
}

/** Lets go of a run whose end could not be stored: who waits for it would wait for ever. A resume stores the end. */
async function endLater(core: GrowerCore, run: ActiveRun, error: unknown): Promise<void> {
  core.log.error(error, "the end of a run could not be stored");
  run.ended = null;
  if (core.hasStopped()) return;
  const reason =
    "All trees are grown, but the end could not be stored; the server's log has the reason. Resume tries again.";
  await stopRun(core, run, "paused", { for: "user", until: null, reason }).catch((second: unknown) =>
    core.log.error(second, "a run could not be paused"),
  );
  if (core.active.get(run.id) === run) letGo(core, run);
}

function letGo(core: GrowerCore, run: ActiveRun): void {
  const counted = countMachines(core);
  core.active.delete(run.id);
  run.source.release().catch((error: unknown) => core.log.warn(error, "trees could not be given back"));
  core.leaving.set(run.id, run.settled.promise);
  const settle = () => {
    if (core.leaving.get(run.id) === run.settled.promise) core.leaving.delete(run.id);
    run.settled.resolve();
    core.bus.publish({ runId: run.id, event: "progress" });
  };
  if (counted === null) return settle();
  counted.catch((error: unknown) => core.log.warn(error, "machine time is not counted")).finally(settle);
}

/** Lets go of a run that another process has ended. */
export function leaveRun(core: GrowerCore, run: ActiveRun): void {
  if (run.ended || core.active.get(run.id) !== run) return;
  holdRun(core, run, "cancelled", null);
  run.ended = run.settled.promise;
  letGo(core, run);
}

/** Starts nothing more of a run here; what is under way is still stored. */
export function holdRun(
  core: GrowerCore,
  run: ActiveRun,
  status: "paused" | "cancelled",
  waiting: Waiting | null,
): void {
  run.stop = { status, waiting };
  for (const lane of core.lanes.values()) lane.queue.removeWhere((group) => group.runId === run.id);
  for (const [timer, group] of core.delayed)
    if (group.runId === run.id) {
      clearTimeout(timer);
      core.delayed.delete(timer);
    }
  // Now, not at the resume: by then new groups are queued that must not be handed out again.
  for (const { asked, inFlight } of run.open.values())
    for (const path of asked) if (!inFlight.has(path)) asked.delete(path);
}

/** Starts nothing more of a run; what is under way is still stored. Resolves when the store has the new status. */
export async function stopRun(
  core: GrowerCore,
  run: ActiveRun,
  status: "paused" | "cancelled",
  waiting: Waiting | null,
): Promise<void> {
  const isCancelled = run.stop?.status === "paused" && status === "cancelled";
  if (run.ended || (run.stop && !isCancelled)) return void (await run.writes);
  holdRun(core, run, status, waiting);
  const from: readonly RunStatus[] =
    status === "cancelled" ? ["queued", "growing", "paused"] : ["queued", "growing"];
  await move(core, run, from, {
    status,
    waitingFor: waiting?.for ?? null,
    waitingUntil: waiting?.until ?? null,
    waitingReason: waiting?.reason ?? null,
    budgetToFinish: waiting?.budgetToFinish ?? null,
    ...(status === "cancelled" && { finishedAt: new Date() }),
  });
  settleIfIdle(core, run);
}

/** Goes on with a run whose last requests are still under way after a stop. */
export async function reviveRun(core: GrowerCore, run: ActiveRun): Promise<void> {
  run.stop = null;
  run.waiting = null;
  await move(core, run, ["paused", "queued", "growing"], {
    status: "growing",
    waitingFor: null,
    waitingUntil: null,
    waitingReason: null,
  });
  await goOn(core, run);
}

/** Hands out again what is ready in the open trees of a run that was held. */
export async function goOn(core: GrowerCore, run: ActiveRun): Promise<void> {
  run.ledger.setBudget(run.row.budget);
  for (const tree of run.open.values()) await core.afterGroup(run, tree);
  core.bus.publish({ runId: run.id, event: "progress" });
  core.pump();
}

/** Lets go of a stopped run once nothing of it is under way. */
export function settleIfIdle(core: GrowerCore, run: ActiveRun): void {
  if (!run.stop || run.ended || run.inFlight > 0 || run.opening > 0 || core.active.get(run.id) !== run)
    return;
  letGo(core, run);
}
