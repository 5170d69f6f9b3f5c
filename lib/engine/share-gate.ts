import type { EndpointAccess } from "./complete.ts";
import { createGate, type GateLimits } from "./endpoint-gate.ts";
import { type Lane, limitsOf } from "./lane.ts";

type Parts = {
  readonly lanes: ReadonlyMap<string, Lane>;
  readonly now: () => number;
  readonly random: () => number;
};

const keyOf = ({ baseUrl, apiKey }: EndpointAccess): string =>
  `${baseUrl.replace(/\/+$/, "")} ${apiKey ?? ""}`;

/**
 * Puts an endpoint behind one gate with the others that have its address and key, as they are now: to the server they
 * are one, and its limits hold for all of them together.
 */
export function shareGate({ lanes, now, random }: Parts, lane: Lane): void {
  const own = keyOf(lane.access);
  const others = [...lanes.values()].filter((one) => one !== lane);
  const mate = others.find((one) => keyOf(one.access) === own);
  if (mate) lane.gate = mate.gate;
  // It was one with them until a person changed its address or key.
  else if (others.some(({ gate }) => gate === lane.gate))
    lane.gate = createGate({ ...limitsOf(lane), now, random });
  lane.beside = () => matesOf(lanes, lane).reduce((sum, { inFlight }) => sum + inFlight, 0);
}

/** Gives a gate its limits: where endpoints share it, the narrowest of theirs. */
export function limitGate({ lanes }: Pick<Parts, "lanes">, lane: Lane): void {
  const limits = [lane, ...matesOf(lanes, lane)].map(limitsOf);
  const smallest = (name: "requestsPerMinute" | "tokensPerMinute"): number | null => {
    const set = limits.flatMap((one) => one[name] ?? []);
    return set.length > 0 ? Math.min(...set) : null;
  };
  const merged: GateLimits = {
    maxConcurrency: Math.min(...limits.map(({ maxConcurrency }) => maxConcurrency)),
    requestsPerMinute: smallest("requestsPerMinute"),
    tokensPerMinute: smallest("tokensPerMinute"),
  };
  lane.gate.configure(merged);
}

const matesOf = (lanes: ReadonlyMap<string, Lane>, lane: Lane): readonly Lane[] =>
  [...lanes.values()].filter((one) => one !== lane && one.gate === lane.gate);
