import type { EndpointRow } from "../../db/rows.ts";
import type { EndpointAccess } from "./complete.ts";
import { createGate, type EndpointGate } from "./endpoint-gate.ts";
import type { Group } from "./open-tree.ts";
import { createQuirks, type Quirks } from "./quirks.ts";
import { createReadyQueue, type ReadyQueue } from "./ready-queue.ts";

/** One endpoint's place in the scheduler: its queue, its gate and what was learnt of its models. */
export type Lane = {
  readonly endpointId: string;
  endpoint: EndpointRow;
  access: EndpointAccess;
  readonly gate: EndpointGate;
  readonly queue: ReadyQueue<Group>;
  inFlight: number;
  /** Trees being read that this lane asked for: each will want a place soon. */
  opening: number;
  readonly quirks: Map<string, Quirks>;
  /** Models whose first group with several siblings is under way: whether `n` works is being found out. */
  readonly probing: Set<string>;
  /** Wakes the scheduler when the gate opens. */
  timer: NodeJS.Timeout | null;
};

export function createLane(
  endpoint: EndpointRow,
  access: EndpointAccess,
  parts: { readonly now: () => number; readonly random: () => number },
): Lane {
  return {
    endpointId: endpoint.id,
    endpoint,
    access,
    gate: createGate({
      ...parts,
      maxConcurrency: endpoint.maxConcurrency,
      requestsPerMinute: endpoint.requestsPerMinute,
      tokensPerMinute: endpoint.tokensPerMinute,
    }),
    queue: createReadyQueue<Group>(),
    inFlight: 0,
    opening: 0,
    quirks: new Map(),
    probing: new Set(),
    timer: null,
  };
}

export function quirksOf(lane: Lane, model: string): Quirks {
  const known = lane.quirks.get(model) ?? createQuirks();
  lane.quirks.set(model, known);
  return known;
}
