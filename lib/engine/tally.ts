import type { FailureKind } from "./endpoint-failure.ts";
import type { Usage } from "./usage.ts";

/** Sums of one role at one endpoint since the process started. */
export type RoleSums = {
  completions: number;
  promptTokens: number;
  completionTokens: number;
  costUsd: number;
};

/** Sums of one endpoint since the process started. */
export type EndpointSums = {
  /** By how they ended: "answered", or the kind of failure. */
  readonly requests: Map<"answered" | FailureKind, number>;
  /** Seconds from sending to the last byte, over all of them. */
  requestSeconds: number;
  mayHaveBeenCharged: number;
  readonly roles: Map<string, RoleSums>;
};

/** How a request ended. */
export type TallyEnd = {
  readonly outcome: "answered" | FailureKind;
  readonly ms: number;
  readonly completions: number;
  readonly usage: Usage | null;
  readonly costUsd: number;
  readonly mayBeCharged: boolean;
};

/** What this process has asked of its endpoints and what came of it. */
export type Tally = {
  readonly endpoints: ReadonlyMap<string, EndpointSums>;
  /** Transactions that stored an answer, and the seconds from asking for one to its end. */
  readonly stores: { count: number; seconds: number };
  /** One request that ended. `completions`: usable choices, 0 for a failure. */
  note(place: { readonly endpointId: string; readonly role: string }, end: TallyEnd): void;
  noteStored(ms: number): void;
};

/** Begins at nothing: Prometheus reads a restart from that. */
export function createTally(): Tally {
  const endpoints = new Map<string, EndpointSums>();
  const stores = { count: 0, seconds: 0 };
  return {
    endpoints,
    stores,
    note({ endpointId, role }, { outcome, ms, completions, usage, costUsd, mayBeCharged }) {
      const own = endpoints.get(endpointId) ?? noEndpointSums();
      endpoints.set(endpointId, own);
      own.requests.set(outcome, (own.requests.get(outcome) ?? 0) + 1);
      own.requestSeconds += ms / 1000;
      own.mayHaveBeenCharged += mayBeCharged ? 1 : 0;
      const sums = own.roles.get(role) ?? {
        completions: 0,
        promptTokens: 0,
        completionTokens: 0,
        costUsd: 0,
      };
      own.roles.set(role, sums);
      sums.completions += completions;
      sums.promptTokens += usage?.promptTokens ?? 0;
      sums.completionTokens += usage?.completionTokens ?? 0;
      sums.costUsd += costUsd;
    },
    noteStored(ms) {
      stores.count += 1;
      stores.seconds += ms / 1000;
    },
  };
}

const noEndpointSums = (): EndpointSums => ({
  requests: new Map(),
  requestSeconds: 0,
  mayHaveBeenCharged: 0,
  roles: new Map(),
});
