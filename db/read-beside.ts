import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Answered, Asked } from "./read-worker.ts";
import type { Method } from "./run-statements.ts";

export type Reader = {
  /** Rejects with what the database said, or where the thread is gone. */
  readonly read: (text: string, parameters: readonly unknown[], method: Method) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

type Waiting = { readonly resolve: (rows: unknown) => void; readonly reject: (error: unknown) => void };

/** Reads an SQLite file from a thread of its own, which is begun with the first question. */
export function readBeside(file: string): Reader {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let asked = 0;
  const giveUp = (error: Error): void => {
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  function begin(): Worker {
    const started = new Worker(path.join(/* turbopackIgnore: true */ process.cwd(), "db", "read-worker.ts"), {
      workerData: file,
    });
    started.on("message", (answer: Answered) => {
      const one = waiting.get(answer.id);
      waiting.delete(answer.id);
      // Nobody waits: the process may end.
      if (waiting.size === 0) started.unref();
      if ("error" in answer) one?.reject(answer.error);
      else one?.resolve(answer.rows);
    });
    started.on("error", giveUp);
    started.on("exit", () => giveUp(new Error("the thread that reads has ended")));
    return started;
  }
  return {
    read: (text, parameters, method) =>
      new Promise((resolve, reject) => {
        const id = ++asked;
        waiting.set(id, { resolve, reject });
        worker ??= begin();
        worker.ref();
        worker.postMessage({ id, text, parameters, method } satisfies Asked);
      }),
    close: async () => void (await worker?.terminate()),
  };
}
