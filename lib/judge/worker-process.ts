import { spawn } from "node:child_process";
import { Socket } from "node:net";
import path from "node:path";
import type { JudgeInput, Judgement } from "./judgement.ts";
import { marks, marksFd } from "./worker-marks.ts";

export type WorkerProcess = {
  readonly pid: number | undefined;
  /** Judges a batch; not called again before `onJudged`. */
  send(batch: readonly JudgeInput[]): void;
  /** What it is at, since when (ms as of `performance.now()`), and the batch's text it has come to; −1 is none. */
  now(): {
    readonly phase: "starting" | "idle" | "judging" | "loading";
    readonly since: number;
    readonly item: number;
  };
  /** Whether the process that holds it stays alive for it. */
  hold(isHeld: boolean): void;
  /** Resolves once it is gone. */
  end(): Promise<void>;
};

export type WorkerProcessOptions = {
  readonly file: string;
  readonly memoryMb: number;
  readonly onReady: () => void;
  readonly onJudged: (judgements: readonly Judgement[]) => void;
  /** Once, whatever ended it. */
  readonly onLost: () => void;
};

/**
 * One judge in a process of its own. A thread would not do: a text that exhausts a thread's heap ends the whole process
 * (Node's `resourceLimits` catch small allocations only).
 */
export function startWorker(options: WorkerProcessOptions): WorkerProcess {
  const args = [`--max-old-space-size=${options.memoryMb}`, options.file];
  const child = spawn(/* turbopackIgnore: true */ process.execPath, args, {
    stdio: ["ignore", "ignore", "ignore", "ipc", "pipe"],
    serialization: "advanced",
    // Compiled code is kept, beside the packages where only the owner writes: a start costs a fifth of the time.
    env: {
      NODE_ENV: "production",
      NODE_COMPILE_CACHE: path.join(
        /* turbopackIgnore: true */ process.cwd(),
        "node_modules",
        ".cache",
        "judge",
      ),
    },
    windowsHide: true,
  });
  const progress = child.stdio[marksFd];
  let phase: ReturnType<WorkerProcess["now"]>["phase"] = "starting";
  let since = performance.now();
  // Both count texts since the worker's start: marks of an earlier batch may come after its judgements.
  let [begun, sentBefore, sent] = [0, 0, 0];
  const enter = (next: typeof phase) => {
    [phase, since] = [next, performance.now()];
  };
  const gone = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => child.pid === undefined && resolve());
  });
  void gone.then(options.onLost);
  child.on("message", (message: unknown) => {
    if (message === "ready") {
      if (phase === "starting") enter("idle");
      options.onReady();
    } else {
      enter("idle");
      options.onJudged(message as readonly Judgement[]);
    }
  });
  if (progress instanceof Socket)
    progress
      .on("error", () => {})
      .on("data", (bytes: Buffer) => {
        for (const byte of bytes) {
          if (byte === marks.text) begun += 1;
          if (begun > sentBefore) enter(byte === marks.loading ? "loading" : "judging");
        }
      });

  const hold = (isHeld: boolean) => {
    const act = isHeld ? "ref" : "unref";
    child[act]();
    child.channel?.[act]();
    if (progress instanceof Socket) progress[act]();
  };
  return {
    pid: child.pid,
    send: (batch) => {
      sentBefore = sent;
      sent += batch.length;
      since = performance.now();
      child.send(batch, () => {});
    },
    now: () => ({ phase, since, item: Math.max(-1, begun - sentBefore - 1) }),
    hold,
    end: () => {
      hold(true);
      child.kill("SIGKILL");
      return gone;
    },
  };
}
