import { runTotals } from "../../db/queries/run-totals.ts";
import { updateRun } from "../../db/queries/runs.ts";
import type { ActiveRun, Waiting } from "./active-run.ts";
import type { GrowerCore } from "./grower-core.ts";
import { keepTrying } from "./keep-trying.ts";

/** Gives a run its last status once all its trees are closed. */
export async function finishRun(core: GrowerCore, run: ActiveRun): Promise<void> {
  // What was cancelled with its last request under way stays cancelled; a pause with nothing left to do is an end.
  if (run.ended || run.stop?.status === "cancelled" || core.active.get(run.id) !== run) return;
  run.ended = run.settled.promise;
  const totals = await keepTrying(core, () => runTotals(core.store, run.id));
  const status = totals.treesDone === 0 && totals.treesTotal > 0 ? "failed" : "completed";
  run.row = await core.writeRun(run, (tx) =>
    updateRun(tx, run.id, {
      status,
      finishedAt: new Date(),
      waitingFor: null,
      waitingUntil: null,
      waitingReason: null,
    }),
  );
  core.active.delete(run.id);
  run.settled.resolve();
  core.bus.publish({ runId: run.id, event: "progress" });
  core.log.info({ runId: run.id, status }, "run ended");
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
  run.row = await core.writeRun(run, (tx) =>
    updateRun(tx, run.id, {
      status,
      waitingFor: waiting?.for ?? null,
      waitingUntil: waiting?.until ?? null,
      waitingReason: waiting?.reason ?? null,
      ...(status === "cancelled" && { finishedAt: new Date() }),
    }),
  );
  core.bus.publish({ runId: run.id, event: "progress" });
  settleIfIdle(core, run);
}

/** Goes on with a run whose last requests are still under way after a stop. */
export async function reviveRun(core: GrowerCore, run: ActiveRun): Promise<void> {
  run.stop = null;
  run.waiting = null;
  run.row = await core.writeRun(run, (tx) =>
    updateRun(tx, run.id, { status: "growing", waitingFor: null, waitingUntil: null, waitingReason: null }),
  );
  run.ledger.setBudget(run.row.budget);
  for (const tree of run.open.values()) await core.afterGroup(run, tree);
  core.bus.publish({ runId: run.id, event: "progress" });
  core.pump();
}

/** Lets go of a stopped run once nothing of it is under way. */
export function settleIfIdle(core: GrowerCore, run: ActiveRun): void {
  if (!run.stop || run.ended || run.inFlight > 0 || run.opening > 0 || core.active.get(run.id) !== run)
    return;
  core.active.delete(run.id);
  core.bus.publish({ runId: run.id, event: "progress" });
  run.settled.resolve();
}
