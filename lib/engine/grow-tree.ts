import { questionsById } from "../../db/queries/questions.ts";
import { MalthouseError } from "../core/errors.ts";
import type { ActiveRun, WaitingTree } from "./active-run.ts";
import { finishRun } from "./end-run.ts";
import type { GrowerCore } from "./grower-core.ts";
import { keepTrying } from "./keep-trying.ts";
import type { Lane } from "./lane.ts";
import { loadOpenTree } from "./load-tree.ts";
import { type OpenTree, takeReadyGroups } from "./open-tree.ts";
import { storeStatus } from "./store-status.ts";
import { trialOver } from "./trial-bounds.ts";

/** Reads a tree from the store and queues what is ready in it. Rejects where it cannot be read; the run is paused then. */
export async function growTree(
  core: GrowerCore,
  lane: Lane,
  run: ActiveRun,
  waiting: WaitingTree,
): Promise<void> {
  const { store, bus } = core;
  try {
    const tree = await keepTrying(core, async () => {
      const question = (await questionsById(store, [waiting.questionId])).get(waiting.questionId);
      if (!question) throw new MalthouseError("not_found", `The question ${waiting.questionId} is gone.`);
      return await loadOpenTree(store, waiting, question);
    });
    if (!waiting.isStarted) {
      await storeStatus(core, { treeId: tree.id, status: "growing" });
      bus.publish({ runId: run.id, event: "tree", data: { treeId: tree.id, status: "growing" } });
    }
    run.open.set(tree.id, tree);
    await core.afterGroup(run, tree);
  } catch (error) {
    // A tree that nobody opens again would keep the run growing for ever.
    if (!core.hasStopped())
      await core.stopRun(run, "paused", {
        for: "user",
        until: null,
        reason: "A tree could not be read; the server's log has the reason. Resume tries again.",
      });
    throw error;
  } finally {
    run.opening--;
    lane.opening--;
    core.settleIfIdle(run);
    core.pump();
  }
}

/** Queues what became ready in a tree, or closes it. */
export async function growOn(core: GrowerCore, run: ActiveRun, tree: OpenTree): Promise<void> {
  // Another process may have taken it over.
  if (!run.open.has(tree.id)) return;
  const { groups, isDone } = takeReadyGroups(run.id, tree, run.policy);
  for (const group of groups) core.enqueue(run, tree, group);
  if (!isDone || tree.inFlight.size > 0) return;
  run.open.delete(tree.id);
  const status = tree.failed.size > 0 ? "failed" : "completed";
  await storeStatus(core, { treeId: tree.id, status });
  await run.source.close(tree.id);
  core.bus.publish({ runId: run.id, event: "tree", data: { treeId: tree.id, status } });
  core.bus.publish({ runId: run.id, event: "progress" });
  if (await keepTrying(core, () => run.source.isDone())) await finishRun(core, run);
  else if (run.row.trialTreeId === tree.id) await core.stopRun(run, "paused", trialOver);
}
