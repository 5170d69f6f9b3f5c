import type { ActiveRun } from "./active-run.ts";
import type { GrowerCore } from "./grower-core.ts";
import { allowedOf, busyOf, type Lane } from "./lane.ts";
import { growTree } from "./grow-tree.ts";
import { sendGroup } from "./send-group.ts";
import { mayGrow } from "./trial-bounds.ts";

/** Trees that one endpoint has read from the store at a time. */
const openedAtOnce = 4;

const mayStart = (run: ActiveRun | undefined): run is ActiveRun =>
  run !== undefined && run.stop === null && run.waiting?.for !== "budget";

/** Starts what may start, on every endpoint: ready groups first, else one more tree. Called after everything that could free a place. */
export function createPump(core: GrowerCore): () => void {
  let isPumping = false;
  return function pump() {
    if (isPumping || core.hasStopped() || core.trouble.reason !== null) return;
    isPumping = true;
    try {
      for (const lane of core.lanes.values()) {
        pumpLane(core, lane);
        core.sharing?.look(lane);
      }
    } finally {
      isPumping = false;
    }
  };
}

function pumpLane(core: GrowerCore, lane: Lane): void {
  const closedUntil = lane.gate.waitUntil;
  while (lane.inFlight < allowedOf(lane) && lane.gate.canStart(busyOf(lane))) {
    // While a tree of an older run is being read, its parts will want these places.
    const oldestOpening = Math.min(
      ...[...core.active.values()].map((run) => (run.opening > 0 ? run.order : Infinity)),
    );
    let isHeld = false;
    const group = lane.queue.take(({ runId, role, slots }) => {
      const run = core.active.get(runId);
      if (!mayStart(run) || run.order > oldestOpening) return false;
      const isProbed = slots.length > 1 && lane.probing.has(run.config.roles[role]?.model ?? "");
      isHeld ||= isProbed;
      return !isProbed;
    });
    const run = group && core.active.get(group.runId);
    const tree = group && run?.open.get(group.treeId);
    if (run && tree)
      sendGroup(core, lane, run, tree, group).catch((error: unknown) =>
        core.log.error(error, "a group was lost"),
      );
    // More trees would not start sooner: what is ready waits to learn whether n works.
    else if (isHeld || !openNextTree(core, lane)) break;
  }
  wakeWhenOpen(core, lane, closedUntil);
}

/** `closedUntil`: as read before the queue was looked at. A gate that opened in between would else wake nobody. */
function wakeWhenOpen(core: GrowerCore, lane: Lane, closedUntil: number | null): void {
  const until = lane.gate.waitUntil ?? closedUntil;
  if (lane.timer || until === null || core.hasStopped()) return;
  lane.timer = setTimeout(
    () => {
      lane.timer = null;
      core.pump();
    },
    Math.max(10, until - core.now()),
  );
}

/** Opens the oldest waiting tree that starts on this endpoint; false when there is none, or as many are being opened as may start. */
function openNextTree(core: GrowerCore, lane: Lane): boolean {
  const soon = lane.inFlight + lane.opening;
  if (lane.opening >= openedAtOnce || soon >= allowedOf(lane) || !lane.gate.canStart(soon + lane.beside()))
    return false;
  for (const run of [...core.active.values()].sort((a, b) => a.order - b.order)) {
    const first = run.policy.protocol.roles[0]?.name ?? "";
    const startsHere = run.config.roles[first]?.endpointId === lane.endpointId;
    if (!mayStart(run)) continue;
    const room = allowedOf(lane) - soon;
    const next = run.source.take(({ id, isStarted }) => mayGrow(run, id) && (startsHere || isStarted), room);
    if (!next && run.source.isLooking) return false;
    if (!next) continue;
    run.opening++;
    lane.opening++;
    growTree(core, lane, run, next).catch((error: unknown) =>
      core.log.error(error, "a tree could not be opened"),
    );
    return true;
  }
  return false;
}
