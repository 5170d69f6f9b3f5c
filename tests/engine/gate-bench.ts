import { EndpointFailure } from "../../lib/engine/endpoint-failure.ts";
import type { EndpointGate, GateLimits } from "../../lib/engine/endpoint-gate.ts";
import { createGate } from "../../lib/engine/endpoint-gate.ts";

export const refusal = (retryAfterMs: number | null = null, status = 429): EndpointFailure =>
  new EndpointFailure({ kind: "rate_limited", status, retryAfterMs, message: "too many requests" });
export const outage = (status: number | null = null): EndpointFailure =>
  new EndpointFailure({ kind: "transient", status, message: "away" });

export type Bench = { gate: EndpointGate; clock: { ms: number }; succeed: (times: number) => void };

/** A gate on a clock that stands until the test moves it; back-off always the longest. */
export function bench(limits: Partial<GateLimits> = {}): Bench {
  const clock = { ms: 1000 };
  const gate = createGate({
    maxConcurrency: 64,
    requestsPerMinute: null,
    tokensPerMinute: null,
    ...limits,
    now: () => clock.ms,
    random: () => 0.999,
  });
  return {
    gate,
    clock,
    succeed: (times) => {
      for (let time = 0; time < times; time++) gate.onSuccess(gate.onStart(), { inFlight: gate.limit });
    },
  };
}
