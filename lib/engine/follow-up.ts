import type { Store } from "../../db/client.ts";
import { indexNew } from "../../db/search.ts";
import type { Log } from "./grower-core.ts";

export type TextIndexer = {
  /** A tree of this run has ended: its texts can be searched soon. */
  note(runId: string): void;
  /** Starts nothing more and waits for the batch under way. */
  stop(): Promise<void>;
};

const restMs = 1000;

/**
 * Indexes finished trees behind the growing, one run at a time and with a rest between, so that the first search of a
 * large run does not pay for all of it. A failure is logged; searching tries again by itself.
 */
export function createTextIndexer(store: Store, log: Log): TextIndexer {
  const waiting = new Set<string>();
  let isStopped = false;
  let timer: NodeJS.Timeout | null = null;
  let working: Promise<void> = Promise.resolve();

  const work = async (): Promise<void> => {
    const [runId] = waiting;
    if (runId === undefined || isStopped) return;
    waiting.delete(runId);
    try {
      await indexNew(store, runId, () => isStopped);
    } catch (error) {
      log.warn(error, "texts could not be indexed");
    }
    if (waiting.size > 0) schedule();
  };
  const schedule = (): void => {
    if (timer || isStopped) return;
    timer = setTimeout(() => {
      timer = null;
      working = work();
    }, restMs);
    timer.unref();
  };
  return {
    note(runId) {
      waiting.add(runId);
      schedule();
    },
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await working;
    },
  };
}
