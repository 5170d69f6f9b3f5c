/** What happens to runs, for open screens. `id` rises by one with each event of the process. */
export type RunEvent =
  | { readonly id: number; readonly runId: string; readonly event: "progress" }
  | {
      readonly id: number;
      readonly runId: string;
      readonly event: "tree";
      readonly data: { treeId: string; status: string };
    }
  | {
      readonly id: number;
      readonly runId: string;
      readonly event: "notice";
      readonly data: Readonly<Record<string, unknown>>;
    };

/** An event before the bus has numbered it. */
export type Unnumbered = RunEvent extends infer Event
  ? Event extends RunEvent
    ? Omit<Event, "id">
    : never
  : never;

export type EventBus = {
  publish(event: Unnumbered): void;
  /** Calls `listener` with each later event of a run; answers how to stop. */
  subscribe(runId: string, listener: (event: RunEvent) => void): () => void;
  /** Events of a run after an id, oldest first; null when some of them are no longer kept, or the id is none of ours. */
  since(runId: string, id: number): readonly RunEvent[] | null;
  readonly lastId: number;
};

/** Keeps the last `kept` events so that a reader that lost its connection misses nothing that still matters. */
export function createEventBus(kept = 20_000): EventBus {
  // Ids start at the clock: after a restart an old Last-Event-ID is in the past, never mistaken for one of ours.
  const firstId = Date.now() * 1000;
  let lastId = firstId;
  const log: RunEvent[] = [];
  const listeners = new Map<string, Set<(event: RunEvent) => void>>();
  return {
    get lastId() {
      return lastId;
    },
    publish(event) {
      const numbered = { ...event, id: ++lastId } as RunEvent;
      log.push(numbered);
      if (log.length > 2 * kept) log.splice(0, log.length - kept);
      for (const listener of listeners.get(event.runId) ?? []) listener(numbered);
    },
    subscribe(runId, listener) {
      const own = listeners.get(runId) ?? new Set();
      listeners.set(runId, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0) listeners.delete(runId);
      };
    },
    since(runId, id) {
      const oldest = log[0]?.id ?? lastId + 1;
      if (id < firstId || id > lastId || id + 1 < oldest) return null;
      return log.filter((event) => event.runId === runId && event.id > id);
    },
  };
}
