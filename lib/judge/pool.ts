import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { MalthouseError } from "../core/errors.ts";
import type { JudgeInput, Judgement, Reason } from "./judgement.ts";
import { noAnswer } from "./no-answer.ts";

export type JudgePool = {
  /** Resolves always: a text that takes too long or too much memory is `unknown` with the reason. */
  judge(input: JudgeInput): Promise<Judgement>;
  /** In the order given. */
  judgeMany(inputs: readonly JudgeInput[]): Promise<Judgement[]>;
  /** Ends the workers; what is still waiting resolves as `unknown`. Later calls reject. */
  close(): Promise<void>;
};

export type JudgePoolOptions = {
  readonly size?: number;
  /** For one text, from its own start. */
  readonly timeoutMs?: number;
  readonly memoryMb?: number;
  /** The worker's source; a path of its own in a bundled server. */
  readonly workerFile?: string;
};

type Job = { readonly input: JudgeInput; readonly settle: (judgement: Judgement) => void; crashes: number };
type Seat = { worker: Worker; progress: Int32Array; batch: Job[]; watch: NodeJS.Timeout | null };

const batchItems = 64;

/**
 * Judges in worker threads, at most `size` (2). One message carries up to 64 texts, so a text costs little more than
 * its judging. A worker stuck on one text for `timeoutMs` (1,500) is ended and replaced: that text is `timeout`, its
 * neighbours are judged again. A text that ends its worker twice is `worker-crashed`.
 */
export function createJudgePool(options: JudgePoolOptions = {}): JudgePool {
  const { size = 2, timeoutMs = 1_500, memoryMb = 256 } = options;
  const file =
    options.workerFile ?? path.join(/* turbopackIgnore: true */ process.cwd(), "lib", "judge", "worker.ts");
  const idle: Seat[] = [];
  const busy = new Set<Seat>();
  let queue: Job[] = [];
  let isScheduled = false;
  let isClosed = false;

  function openSeat(): Seat {
    const shared = new SharedArrayBuffer(4);
    const progress = new Int32Array(shared);
    const address = pathToFileURL(file);
    const worker = new Worker(/* turbopackIgnore: true */ address, {
      workerData: shared,
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    const seat: Seat = { worker, progress, batch: [], watch: null };
    worker.on("message", (judgements: readonly Judgement[]) => finish(seat, judgements));
    worker.on("error", () => lose(seat, "worker-crashed"));
    worker.on("exit", () => lose(seat, "worker-crashed"));
    worker.unref();
    return seat;
  }

  function rest(seat: Seat): Job[] {
    busy.delete(seat);
    if (seat.watch) clearInterval(seat.watch);
    const { batch } = seat;
    [seat.batch, seat.watch] = [[], null];
    return batch;
  }

  function finish(seat: Seat, judgements: readonly Judgement[]): void {
    if (!busy.has(seat)) return;
    rest(seat).forEach((job, index) => job.settle(judgements[index] ?? noAnswer("failed", "")));
    seat.worker.unref();
    idle.push(seat);
    dispatch();
  }

  /** Takes a worker out for good. The text it was at is settled or tried once more, the others are queued again. */
  function lose(seat: Seat, reason: Reason): void {
    const place = idle.indexOf(seat);
    if (place >= 0) idle.splice(place, 1);
    if (!busy.has(seat)) return;
    const at = Atomics.load(seat.progress, 0);
    const batch = rest(seat);
    const again: Job[] = [];
    batch.forEach((job, index) => {
      const isAtFault = at < 0 || index === at;
      if (!isAtFault) again.push(job);
      else if (reason === "timeout" || job.crashes > 0) job.settle(noAnswer(reason, ""));
      else again.push({ ...job, crashes: 1 });
    });
    queue = [...again, ...queue];
    dispatch();
  }

  /** Ends a worker whose progress has stood still for the time limit; looked at four times within it. */
  function watch(seat: Seat): NodeJS.Timeout {
    let [seen, since] = [-2, performance.now()];
    return setInterval(() => {
      const at = Atomics.load(seat.progress, 0);
      if (at !== seen) [seen, since] = [at, performance.now()];
      else if (performance.now() - since >= (at < 0 ? 10_000 : timeoutMs)) {
        lose(seat, at < 0 ? "worker-crashed" : "timeout");
        void seat.worker.terminate();
      }
    }, timeoutMs / 4);
  }

  function dispatch(): void {
    while (queue.length > 0 && !isClosed && (idle.length > 0 || busy.size < size)) {
      const seat = idle.pop() ?? openSeat();
      const share = Math.max(1, Math.min(batchItems, Math.ceil(queue.length / (size - busy.size))));
      seat.batch = queue.splice(0, share);
      Atomics.store(seat.progress, 0, -1);
      busy.add(seat);
      seat.worker.ref();
      seat.watch = watch(seat);
      seat.worker.postMessage(seat.batch.map(({ input }) => input));
    }
  }

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    queueMicrotask(() => {
      isScheduled = false;
      dispatch();
    });
  }

  function judge(input: JudgeInput): Promise<Judgement> {
    if (isClosed) return Promise.reject(new MalthouseError("wrong_state", "the judge is closed"));
    return new Promise((settle) => {
      queue.push({ input, settle, crashes: 0 });
      schedule();
    });
  }

  async function close(): Promise<void> {
    isClosed = true;
    const seats = [...idle, ...busy];
    const waiting = [...queue, ...[...busy].flatMap(rest)];
    queue = [];
    idle.length = 0;
    for (const { settle } of waiting) settle(noAnswer("worker-crashed", ""));
    await Promise.all(seats.map(({ worker }) => worker.terminate()));
  }

  return { judge, judgeMany: (inputs) => Promise.all(inputs.map(judge)), close };
}
