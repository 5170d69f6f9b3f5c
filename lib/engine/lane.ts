import type { EndpointRow } from "../../db/rows.ts";
import type { EndpointAccess } from "./complete.ts";
import { createGate, type EndpointGate, type GateLimits } from "./endpoint-gate.ts";
import type { Group } from "./open-tree.ts";
import { createQuirks, type Quirks } from "./quirks.ts";
import { createReadyQueue, type ReadyQueue } from "./ready-queue.ts";

/** One endpoint's place in the scheduler: its queue, its gate and what was learnt of its models. */
export type Lane = {
  readonly endpointId: string;
  endpoint: EndpointRow;
  access: EndpointAccess;
  /** Shared with other endpoints that have the same address and key. */
  gate: EndpointGate;
  /** Requests under way at those others. */
  beside: () => number;
  readonly queue: ReadyQueue<Group>;
  inFlight: number;
  /** Trees being read that this lane asked for: each will want a place soon. */
  opening: number;
  readonly quirks: Map<string, Quirks>;
  /** Models whose first group with several siblings is under way: whether `n` works is being found out. */
  readonly probing: Set<string>;
  /** What this process may use of the endpoint beside others; null where it is alone, or has not settled it yet. */
  share: LaneShare | null;
  /** Other processes ask the endpoint too: without a share nothing starts. */
  readonly isShared: boolean;
  /** Wakes the scheduler when the gate opens. */
  timer: NodeJS.Timeout | null;
};

export type LaneShare = {
  /** Requests that could be under way here, as the others were told. */
  readonly demand: number;
  /** Requests that may be under way here. */
  readonly allowed: number;
  readonly granted: number;
  /** Of the limits a minute. */
  readonly rate: number;
};

/** Requests that may be under way in this process, as far as other processes leave any. */
export function allowedOf({ isShared, share, endpoint }: Lane): number {
  if (!isShared) return Infinity;
  const { requestsPerMinute, tokensPerMinute } = share ? rateLimitsOf(endpoint, share.rate) : none;
  return share === null || requestsPerMinute === 0 || tokensPerMinute === 0 ? 0 : share.allowed;
}

const none = { requestsPerMinute: 0, tokensPerMinute: 0 };
const rateLimitsOf = (
  { requestsPerMinute, tokensPerMinute }: EndpointRow,
  rate: number,
): Pick<GateLimits, "requestsPerMinute" | "tokensPerMinute"> => ({
  requestsPerMinute: requestsPerMinute && Math.floor(requestsPerMinute * rate + 1e-9),
  tokensPerMinute: tokensPerMinute && Math.floor(tokensPerMinute * rate + 1e-9),
});

/** An endpoint's limits as far as this process may use them. */
export const limitsOf = ({
  endpoint,
  share,
}: Pick<Lane, "endpoint"> & { readonly share: Pick<LaneShare, "rate"> | null }): GateLimits => ({
  maxConcurrency: endpoint.maxConcurrency,
  ...rateLimitsOf(endpoint, share?.rate ?? 1),
});

/** Requests under way at the server behind a lane, by whichever endpoint. */
export const busyOf = ({ inFlight, beside }: Lane): number => inFlight + beside();

/** A lane with nothing under way and nothing learnt; `peers` says that other processes ask the endpoint too. */
export function createLane(
  endpoint: EndpointRow,
  access: EndpointAccess,
  parts: { readonly now: () => number; readonly random: () => number; readonly peers?: unknown },
): Lane {
  return {
    endpointId: endpoint.id,
    endpoint,
    access,
    gate: createGate({
      now: parts.now,
      random: parts.random,
      maxConcurrency: endpoint.maxConcurrency,
      requestsPerMinute: endpoint.requestsPerMinute,
      tokensPerMinute: endpoint.tokensPerMinute,
    }),
    beside: () => 0,
    queue: createReadyQueue<Group>(),
    inFlight: 0,
    opening: 0,
    quirks: new Map(),
    probing: new Set(),
    share: null,
    isShared: Boolean(parts.peers),
    timer: null,
  };
}

/** What was learnt of a model on this lane; remembered from the first call on. */
export function quirksOf(lane: Lane, model: string): Quirks {
  const known = lane.quirks.get(model) ?? createQuirks();
  lane.quirks.set(model, known);
  return known;
}
