import { lockShares, saveShare, sharerOf } from "../../db/queries/endpoint-shares.ts";
import type { GrowerCore } from "./grower-core.ts";
import type { Lane, LaneShare } from "./lane.ts";
import { nextShare } from "./next-share.ts";
import { gateNameOf, limitGate } from "./share-gate.ts";

/**
 * How many requests this process could use, at most all that the endpoint takes: what is under way and queued, and all
 * there are while it may open trees.
 */
export function demandOf({ active }: Pick<GrowerCore, "active">, lane: Lane): number {
  const { maxConcurrency } = lane.endpoint;
  const asks = [...active.values()].some(
    (run) =>
      run.stop === null &&
      !run.source.isDry &&
      Object.values(run.config.roles).some(({ endpointId }) => endpointId === lane.endpointId),
  );
  // What is under way is told even where a person has lowered the limit below it.
  const own = Math.min(maxConcurrency, lane.inFlight + lane.queue.size + lane.opening);
  return Math.max(asks ? maxConcurrency : own, lane.inFlight);
}

const smallest = (...limits: readonly (number | null)[]): number | null => {
  const set = limits.filter((limit) => limit !== null);
  return set.length > 0 ? Math.min(...set) : null;
};

/**
 * Settles this process's share of one endpoint with the others that ask its server, by whichever endpoint, now. Answers
 * whether the others can take more than before, or are asked to leave some. Rejects where the store refuses; the share
 * stays.
 */
export async function shareLane(core: GrowerCore, lane: Lane): Promise<boolean> {
  const { store, attempts, now } = core;
  const before: LaneShare | null = lane.share;
  const place = { gate: gateNameOf(lane.access), endpointId: lane.endpointId, processId: attempts.owner };
  const sharer = sharerOf(place);
  let closed: { readonly ms: number; readonly reason: string } | null = null;
  const share = await store.transaction(async (tx) => {
    const shares = await lockShares(tx, place.gate);
    const asking = [lane.endpoint, ...shares.filter(({ demand, granted }) => demand > 0 || granted > 0)];
    const { waitUntil, reason } = lane.gate;
    const next = nextShare(
      {
        sharer,
        demand: demandOf(core, lane),
        inFlight: lane.inFlight,
        limit: smallest(...asking.map((one) => one.maxConcurrency)) ?? lane.endpoint.maxConcurrency,
        perMinute: smallest(...asking.flatMap((one) => [one.requestsPerMinute, one.tokensPerMinute])),
        closedMs: waitUntil === null ? null : waitUntil - now(),
        closedReason: waitUntil === null ? null : reason,
      },
      shares,
    );
    // At once: between here and the commit nothing may start beyond what the others are told.
    if (lane.share && next.allowed < lane.share.allowed) lane.share = next;
    for (const { sharer: other, closedMs, closedReason } of shares)
      if (other !== sharer && closedMs !== null && closedMs > (closed?.ms ?? 0))
        closed = { ms: closedMs, reason: closedReason ?? "The endpoint does not take requests for now." };
    const { allowed: _, ...row } = next;
    await saveShare(tx, place, row);
    return next;
  });
  lane.share = share;
  limitGate(core, lane);
  // Later ones are told at once; who has just come was not there to hear.
  const told = closed as { readonly ms: number; readonly reason: string } | null;
  if (before === null && told) lane.gate.closeFor(told.ms, told.reason);
  const wantsMore = share.demand > share.allowed && share.demand > (before?.demand ?? 0);
  return wantsMore || share.granted < (before?.granted ?? 0);
}
