import { createHash } from "node:crypto";
import type { EndpointAccess } from "./complete.ts";
import { createGate, type GateLimits } from "./endpoint-gate.ts";
import { type Lane, limitsOf } from "./lane.ts";

type Parts = {
  readonly lanes: ReadonlyMap<string, Lane>;
  readonly now: () => number;
  readonly random: () => number;
};

/**
 * Names the server behind an endpoint, the same in every process: endpoints of one address and key are one to it. The
 * key cannot be told from it.
 */
export const gateNameOf = ({ baseUrl, apiKey }: EndpointAccess): string =>
  createHash("sha256")
    .update(`${baseUrl.replace(/\/+$/, "")} ${apiKey ?? ""}`)
    .digest("hex")
    .slice(0, 32);

/**
 * Puts an endpoint behind one gate with the others that have its address and key, as they are now: to the server they
 * are one, and its limits hold for all of them together.
 */
export function shareGate({ lanes, now, random }: Parts, lane: Lane): void {
  const own = gateNameOf(lane.access);
  const others = [...lanes.values()].filter((one) => one !== lane);
  const mate = others.find((one) => gateNameOf(one.access) === own);
  if (mate) lane.gate = mate.gate;
  // It was one with them until a person changed its address or key.
  else if (others.some(({ gate }) => gate === lane.gate))
    lane.gate = createGate({ ...limitsOf(lane), now, random });
  lane.beside = () => matesOf(lanes, lane).reduce((sum, { inFlight }) => sum + inFlight, 0);
}

/** Gives a gate its limits: where endpoints share it, the narrowest of theirs, and of those a minute the parts of all. */
export function limitGate({ lanes }: Pick<Parts, "lanes">, lane: Lane): void {
  const own = [lane, ...matesOf(lanes, lane)];
  const settled = own.flatMap(({ share }) => share?.rate ?? []);
  const rate =
    settled.length === 0
      ? 1
      : Math.min(
          1,
          settled.reduce((sum, part) => sum + part, 0),
        );
  const limits = own.map(({ endpoint }) => limitsOf({ endpoint, share: { rate } }));
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

/** Closes the gate of a server, where this process asks it. */
export function closeGate(
  lanes: ReadonlyMap<string, Lane>,
  { gate, waitMs, reason }: { readonly gate: string; readonly waitMs: number; readonly reason: string },
): void {
  const lane = [...lanes.values()].find(({ access }) => gateNameOf(access) === gate);
  lane?.gate.closeFor(waitMs, reason);
}

const matesOf = (lanes: ReadonlyMap<string, Lane>, lane: Lane): readonly Lane[] =>
  [...lanes.values()].filter((one) => one !== lane && one.gate === lane.gate);
