import path from "node:path";
import { Worker } from "node:worker_threads";

/** What a few completions' worth of transactions add to the log. */
const commitsBetween = 32;

export type Checkpoints = {
  /** A transaction has been written to the log. */
  readonly note: () => void;
  readonly close: () => Promise<void>;
};

/**
 * Moves what stands in the log of an SQLite file into the file from a thread of its own, every few transactions: done
 * by the connection that writes it would wait for the disk on the event loop. Where that thread cannot be had, the
 * connection's own `wal_autocheckpoint` does it.
 */
export function checkpointBeside(file: string): Checkpoints {
  let worker: Worker | null = null;
  let isLost = false;
  let isUnderWay = false;
  let commits = 0;
  function begin(): Worker {
    const started = new Worker(
      path.join(/* turbopackIgnore: true */ process.cwd(), "db", "checkpoint-worker.ts"),
      { workerData: file },
    );
    started.on("message", () => {
      isUnderWay = false;
    });
    started.on("error", () => {
      isLost = true;
    });
    started.unref();
    return started;
  }
  return {
    note() {
      commits += 1;
      if (commits < commitsBetween || isUnderWay || isLost) return;
      commits = 0;
      isUnderWay = true;
      worker ??= begin();
      worker.postMessage("checkpoint");
    },
    close: async () => void (await worker?.terminate()),
  };
}
