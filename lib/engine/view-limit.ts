import { getEndpoint } from "../../db/queries/endpoints.ts";
import type { EndpointRow } from "../../db/rows.ts";
import type { EndpointLimit, LimitNow } from "../http/wire/limits.ts";
import type { Lane } from "./lane.ts";
import type { Malthouse } from "./malthouse.ts";

/** A time of the gates' clock as one of the wall. */
const wallOf = (at: number): string => new Date(Date.now() + at - performance.now()).toISOString();

/** What an endpoint is asked at once now, and why no more. */
export function viewLimitNow({ endpoint, gate, inFlight, queue }: Lane): LimitNow {
  const { waitUntil } = gate;
  return {
    endpointId: endpoint.id,
    name: endpoint.name,
    limit: gate.limit,
    maxConcurrency: endpoint.maxConcurrency,
    inFlight,
    ready: queue.size,
    waitingUntil: waitUntil === null ? null : wallOf(waitUntil),
    waitingReason: waitUntil === null ? null : gate.reason,
    reason: gate.history.at(-1)?.reason ?? null,
  };
}

/** An endpoint that nothing has been asked of since the start of the process. */
const unasked = (endpoint: EndpointRow): LimitNow => ({
  endpointId: endpoint.id,
  name: endpoint.name,
  limit: null,
  maxConcurrency: endpoint.maxConcurrency,
  inFlight: 0,
  ready: 0,
  waitingUntil: null,
  waitingReason: null,
  reason: null,
});

/** The limit of an endpoint over time, as far as this process has asked it. Throws `not_found`. */
export async function viewLimit({ store, grower }: Malthouse, endpointId: string): Promise<EndpointLimit> {
  const endpoint = await getEndpoint(store, endpointId);
  const lane = grower.lanes.get(endpointId);
  return {
    ...(lane ? viewLimitNow(lane) : unasked(endpoint)),
    requestsPerMinute: endpoint.requestsPerMinute,
    tokensPerMinute: endpoint.tokensPerMinute,
    told: lane?.gate.told ?? { requests: null, tokens: null },
    points: (lane?.gate.history ?? []).map(({ at, limit, reason }) => ({ at: wallOf(at), limit, reason })),
  };
}
