import type { Log } from "./grower-core.ts";

export type FollowUp = {
  /** A tree of this run has ended: what stands behind growing is done soon. */
  note(runId: string): void;
  /** Starts nothing more and waits for the batch under way. */
  stop(): Promise<void>;
};

const restMs = 1000;

/**
 * Does `work` for runs with newly ended trees behind the growing, one run at a time and with a rest between: texts are
 * indexed and leaves looked at for the audit, so that who first asks does not wait for all of a large run. A failure
 * is logged; asking does the same work by itself.
 */
export function createFollowUp(
  work: (runId: string, isStopped: () => boolean) => Promise<void>,
  log: Log,
): FollowUp {
  const waiting = new Set<string>();
  let isStopped = false;
  let timer: NodeJS.Timeout | null = null;
  let working: Promise<void> = Promise.resolve();

  const next = async (): Promise<void> => {
    const [runId] = waiting;
    if (runId === undefined || isStopped) return;
    waiting.delete(runId);
    try {
      await work(runId, () => isStopped);
    } catch (error) {
      log.warn(error, "what follows a run's trees could not be done");
    }
    if (waiting.size > 0) schedule();
  };
  const schedule = (): void => {
    if (timer || isStopped) return;
    timer = setTimeout(() => {
      timer = null;
      working = next();
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
