import type { GrowerCore } from "./grower-core.ts";
import type { Lane } from "./lane.ts";
import { gateNameOf } from "./share-gate.ts";
import { demandOf, shareLane } from "./share-lane.ts";
import { takeTurns } from "./take-turns.ts";

/** How often to settle without being told: words can be missed, and a dead process leaves its share by its silence alone. */
const shareMs = 1000;
/** What a process finds by itself gathers so long: a request that ends is followed by others a moment later. */
const gatherMs = 50;

/** Keeps each endpoint's limits over all processes: a process starts nothing beyond its share. */
export type Sharing = {
  /** Settles soon where the others should know of what has changed here. */
  look(lane: Lane): void;
  /** Another process wants some of a server, or has left some. */
  hear(gate: string): void;
  /** Settles now. Rejects where the store refuses; the share stays. */
  settle(lane: Lane): Promise<void>;
  stop(): void;
};

/** Whether a process could use more than it has and has not said so, or holds what it cannot use. */
function isOutOfDate(core: GrowerCore, lane: Lane): boolean {
  const { share, inFlight } = lane;
  if (share === null) return false;
  const demand = demandOf(core, lane);
  if (demand > share.allowed && demand > share.demand) return true;
  return share.granted > Math.max(inFlight, Math.min(demand, share.allowed));
}

/** Settles the shares of all endpoints in use: when they change here or elsewhere, and every second. */
export function startSharing(core: GrowerCore): Sharing {
  const inTurn = takeTurns();
  /** One settling an endpoint at a time, and one more for what was heard meanwhile. */
  const due = new Map<string, "soon" | "under way" | "again">();
  let isStopped = false;

  const settle = (lane: Lane) =>
    inTurn(lane.endpointId, async () => {
      if (await shareLane(core, lane)) core.peers?.tell({ about: "share", gate: gateNameOf(lane.access) });
    });
  const isIdle = (lane: Lane) =>
    demandOf(core, lane) === 0 && (lane.share?.granted ?? 0) === 0 && lane.share?.rate === 0;
  const settleOrSay = async (lane: Lane): Promise<void> => {
    if (isStopped || core.hasStopped()) return;
    due.set(lane.endpointId, "under way");
    try {
      await settle(lane);
    } catch (error) {
      core.log.warn(error, "the share of an endpoint could not be settled");
    }
    const again = due.get(lane.endpointId) === "again";
    due.delete(lane.endpointId);
    if (again) settleSoon(lane, 0);
    core.pump();
  };
  const settleSoon = (lane: Lane, delayMs: number) => {
    const state = due.get(lane.endpointId);
    if (state === "under way") due.set(lane.endpointId, "again");
    if (isStopped || state !== undefined) return;
    due.set(lane.endpointId, "soon");
    setTimeout(() => void settleOrSay(lane), delayMs);
  };

  const timer = setInterval(() => {
    for (const lane of core.lanes.values()) if (!isIdle(lane)) settleSoon(lane, 0);
  }, shareMs);
  return {
    look(lane) {
      if (isOutOfDate(core, lane)) settleSoon(lane, gatherMs);
    },
    hear(gate) {
      for (const lane of core.lanes.values())
        if (lane.share && gateNameOf(lane.access) === gate && !isIdle(lane)) settleSoon(lane, 0);
    },
    settle,
    stop() {
      isStopped = true;
      clearInterval(timer);
    },
  };
}
