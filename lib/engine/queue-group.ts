import type { ActiveRun } from "./active-run.ts";
import type { GrowerCore } from "./grower-core.ts";
import { type Group, type OpenTree, priorityOf } from "./open-tree.ts";

/** Frees the places of a group that is neither queued nor under way any more. */
export function forgetGroup(tree: OpenTree, group: Group): void {
  for (const { path } of group.slots) {
    tree.asked.delete(path);
    tree.inFlight.delete(path);
  }
}

const isGrowing = (core: GrowerCore, run: ActiveRun): boolean =>
  !core.hasStopped() && run.stop === null && core.active.get(run.id) === run;

/** Puts a group into the queue of its role's endpoint; of a run that has been stopped, or a tree that was taken over, it is forgotten. */
export function queueGroup(core: GrowerCore, run: ActiveRun, tree: OpenTree, group: Group): void {
  // A group of a run that has been stopped would stay in the queue and be asked for beside the one of the next resume.
  if (!isGrowing(core, run) || run.open.get(tree.id) !== tree) return forgetGroup(tree, group);
  const endpointId = run.config.roles[group.role]?.endpointId;
  const lane = endpointId === undefined ? undefined : core.lanes.get(endpointId);
  if (!lane) throw new Error(`run ${run.id}: no lane for ${group.role}`);
  for (const { path } of group.slots) tree.inFlight.delete(path);
  lane.queue.add(group, priorityOf(run.order, tree, group));
}

/** Puts a group back into the queue after a while. */
export function queueGroupLater(
  core: GrowerCore,
  run: ActiveRun,
  tree: OpenTree,
  group: Group,
  delayMs: number,
): void {
  if (!isGrowing(core, run)) return forgetGroup(tree, group);
  for (const { path } of group.slots) tree.inFlight.delete(path);
  const timer = setTimeout(() => {
    core.delayed.delete(timer);
    queueGroup(core, run, tree, group);
    core.pump();
  }, delayMs);
  core.delayed.set(timer, group);
}
