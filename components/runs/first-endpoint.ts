import type { Endpoint } from "@/lib/http/wire/endpoints.ts";

/** What is known of an endpoint: whether its probe answers, or that it is still being asked. */
export type ProbeState = "answers" | "silent" | "asked";

/**
 * The endpoint that a fresh form stands on: the one used last, where it is still there; else the first real one that is
 * not known to be silent; else the simulator. While a probe is under way its endpoint keeps its place, so that the
 * choice only ever moves on. Undefined where there is none.
 */
export function firstEndpoint(
  endpoints: readonly Endpoint[],
  lastId: string,
  stateOf: (endpointId: string) => ProbeState,
): Endpoint | undefined {
  return (
    endpoints.find((one) => one.id === lastId) ??
    endpoints.find((one) => !one.isSimulator && stateOf(one.id) !== "silent") ??
    endpoints.find((one) => one.isSimulator) ??
    endpoints[0]
  );
}
