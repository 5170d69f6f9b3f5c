import { lockShares, saveShare } from "../../db/queries/endpoint-shares.ts";
import type { GrowerCore } from "./grower-core.ts";
import type { Lane } from "./lane.ts";
import { nextShare } from "./next-share.ts";
import { limitGate } from "./share-gate.ts";

const shareMs = 1000;

/** Keeps each endpoint's limits over all processes: a process starts nothing beyond its share. */
export type Sharing = { stop(): void };

/** How many requests this process could use: what is under way and queued, and all there are while it may open trees. */
function demandOf({ active }: GrowerCore, lane: Lane): number {
  const asks = [...active.values()].some(
    (run) =>
      run.stop === null &&
      !run.source.isDry &&
      Object.values(run.config.roles).some(({ endpointId }) => endpointId === lane.endpointId),
  );
  const own = lane.inFlight + lane.queue.size + lane.opening;
  return asks ? Math.max(own, lane.endpoint.maxConcurrency) : own;
}

const smallest = (...limits: readonly (number | null)[]): number | null => {
  const set = limits.filter((limit) => limit !== null);
  return set.length > 0 ? Math.min(...set) : null;
};

/** Settles this process's share of one endpoint with the others, now. Rejects where the store refuses; the share stays. */
export async function shareLane(core: GrowerCore, lane: Lane): Promise<void> {
  const { store, attempts, now } = core;
  const isFirst = lane.share === null;
  let closed: { readonly ms: number; readonly reason: string } | null = null;
  const share = await store.transaction(async (tx) => {
    const shares = await lockShares(tx, lane.endpointId);
    const demand = demandOf(core, lane);
    const { waitUntil, reason } = lane.gate;
    const next = nextShare(
      {
        processId: attempts.owner,
        demand,
        inFlight: lane.inFlight,
        limit: lane.endpoint.maxConcurrency,
        perMinute: smallest(lane.endpoint.requestsPerMinute, lane.endpoint.tokensPerMinute),
        closedMs: waitUntil === null ? null : waitUntil - now(),
        closedReason: waitUntil === null ? null : reason,
      },
      shares,
    );
    // At once: between here and the commit nothing may start beyond what the others are told.
    if (lane.share && next.allowed < lane.share.allowed) lane.share = next;
    for (const { processId, closedMs, closedReason } of shares)
      if (processId !== attempts.owner && closedMs !== null && closedMs > (closed?.ms ?? 0))
        closed = { ms: closedMs, reason: closedReason ?? "The endpoint does not take requests for now." };
    const { allowed: _, ...row } = next;
    await saveShare(tx, lane.endpointId, row);
    return next;
  });
  lane.share = share;
  limitGate(core, lane);
  // Later ones are told at once; who has just come was not there to hear.
  const told = closed as { readonly ms: number; readonly reason: string } | null;
  if (isFirst && told) lane.gate.closeFor(told.ms, told.reason);
}

/** Settles the shares of all endpoints in use every second. */
export function startSharing(core: GrowerCore): Sharing {
  let isSharing = false;
  const share = async () => {
    for (const lane of core.lanes.values()) {
      const isIdle = demandOf(core, lane) === 0 && (lane.share?.granted ?? 0) === 0 && lane.share?.rate === 0;
      if (!isIdle) await shareLane(core, lane);
    }
    core.pump();
  };
  const timer = setInterval(() => {
    if (isSharing || core.hasStopped()) return;
    isSharing = true;
    share()
      .catch((error: unknown) => core.log.warn(error, "the shares of an endpoint could not be settled"))
      .finally(() => (isSharing = false));
  }, shareMs);
  return { stop: () => clearInterval(timer) };
}
