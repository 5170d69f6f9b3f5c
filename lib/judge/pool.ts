import path from "node:path";
import type { Verdict } from "../core/tree.ts";
import { MalthouseError } from "../core/errors.ts";
import type { JudgeInput, Judgement, Reason } from "./judgement.ts";
import { noAnswer } from "./no-answer.ts";
import { createQueue } from "./queue.ts";
import { startWorker, type WorkerProcess } from "./worker-process.ts";

export type JudgePool = {
  /**
   * A text that takes too long or too much memory is `unknown` with the reason. Rejects only by `signal`, with its
   * reason, or after `close`.
   */
  judge(input: JudgeInput, signal?: AbortSignal): Promise<Judgement>;
  /** In the order given. For more texts than should be in memory at once there is `judgeInOrder`. */
  judgeMany(inputs: readonly JudgeInput[], signal?: AbortSignal): Promise<Judgement[]>;
  /** Starts the workers before there is a text, and keeps as many. Rejects where none can be started. */
  warm(): Promise<void>;
  stats(): JudgePoolStats;
  /** Ends the workers; what is still waiting resolves as `unknown`. Later calls reject. */
  close(): Promise<void>;
};

export type JudgePoolStats = {
  readonly workers: number;
  readonly waiting: number;
  readonly judging: number;
  /** Since the start, as the next three. */
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly timeouts: number;
  /** Texts given up on because they ended their worker. */
  readonly crashes: number;
  /** Workers that ended or were ended while at work. */
  readonly lostWorkers: number;
};

export type JudgePoolOptions = {
  readonly size?: number;
  /** For one text, from its own start. */
  readonly timeoutMs?: number;
  readonly memoryMb?: number;
  /** The worker's source; a path of its own in a bundled server. */
  readonly workerFile?: string;
};

type Job = {
  readonly input: JudgeInput;
  readonly signal: AbortSignal | undefined;
  readonly settle: (judgement: Judgement) => void;
  readonly crashes: number;
  /** It has held a worker for the time limit once: the machine may have been what was slow. */
  readonly isSecondTry: boolean;
};
type Seat = { worker: WorkerProcess; batch: Job[]; watch: NodeJS.Timeout | null; isReady: boolean };

const batchItems = 64;
/** Below this a second worker costs more than it brings. */
const smallestShare = 8;
const batchCharacters = 1_000_000;
const startWithinMs = 30_000;
/** Texts that come this close together share a message, unless they fill one sooner: a message costs more than a text in it. */
const gatherMs = 3;

/**
 * Judges in processes of their own, at most `size` (2), each with `memoryMb` (256) of heap. One message carries up to
 * 64 texts, so a text costs little more than its judging. A worker stuck on one text for `timeoutMs` (1,500) is ended
 * and replaced, and its texts are judged again; the one it was at has twice the time then, and is `timeout` after that. A text that ends its worker twice is
 * `worker-crashed`. Loading, and waiting for a worker, is no text's time.
 */
export function createJudgePool(options: JudgePoolOptions = {}): JudgePool {
  const { size = 2, timeoutMs = 1_500, memoryMb = 256 } = options;
  const file =
    options.workerFile ?? path.join(/* turbopackIgnore: true */ process.cwd(), "lib", "judge", "worker.ts");
  const seats = new Set<Seat>();
  const queue = createQueue<Job>();
  const verdicts: Record<Verdict, number> = { correct: 0, incorrect: 0, unknown: 0 };
  const counts = { timeouts: 0, crashes: 0, lostWorkers: 0 };
  let isScheduled = false;
  let isWarm = false;
  let isClosed = false;

  const isBusy = ({ batch }: Seat): boolean => batch.length > 0;
  const busySeats = (): Seat[] => [...seats].filter(isBusy);

  function openSeat(onReady = () => {}, onLost = () => {}): Seat {
    const worker = startWorker({
      file,
      memoryMb,
      onReady: () => {
        seat.isReady = true;
        if (!isBusy(seat)) worker.hold(false);
        onReady();
      },
      onJudged: (judgements) => finish(seat, judgements),
      onLost: () => {
        lose(seat, "worker-crashed");
        onLost();
      },
    });
    const seat: Seat = { worker, batch: [], watch: null, isReady: false };
    seats.add(seat);
    return seat;
  }

  function settle(job: Job, judgement: Judgement): void {
    verdicts[judgement.verdict] += 1;
    if (judgement.reason === "timeout") counts.timeouts += 1;
    if (judgement.reason === "worker-crashed") counts.crashes += 1;
    job.settle(judgement);
  }

  function takeBatch(seat: Seat): Job[] {
    const { batch } = seat;
    if (seat.watch) clearInterval(seat.watch);
    [seat.batch, seat.watch] = [[], null];
    return batch;
  }

  function finish(seat: Seat, judgements: readonly Judgement[]): void {
    takeBatch(seat).forEach((job, index) => settle(job, judgements[index] ?? noAnswer("failed", "")));
    seat.worker.hold(false);
    dispatch();
  }

  /** Takes a worker out for good. The text it was at is settled or tried once more, the others are queued again. */
  function lose(seat: Seat, reason: Reason): void {
    if (!seats.delete(seat) || isClosed) return;
    const { item } = seat.worker.now();
    const batch = takeBatch(seat);
    if (batch.length > 0) counts.lostWorkers += 1;
    const again: Job[] = [];
    batch.forEach((job, index) => {
      const isAtFault = item < 0 || index === item;
      if (!isAtFault) again.push(job);
      else if (reason === "timeout" && !job.isSecondTry) again.push({ ...job, isSecondTry: true });
      else if (reason === "timeout" || job.crashes > 0) settle(job, noAnswer(reason, ""));
      else again.push({ ...job, crashes: 1 });
    });
    queue.putBack(again);
    dispatch();
    if (isWarm && seat.isReady && seats.size < size) openSeat();
  }

  function isOverdue({ worker, batch }: Seat): boolean {
    const { phase, since, item } = worker.now();
    const textMs = batch[item]?.isSecondTry ? 2 * timeoutMs : timeoutMs;
    const limitMs = phase === "judging" ? textMs : startWithinMs;
    return batch.length > 0 && performance.now() - since >= limitMs;
  }

  /** Ends a worker that has stood still for the time limit; looked at four times within it. */
  function watch(seat: Seat): NodeJS.Timeout {
    const look = () => {
      if (!seats.has(seat) || !isOverdue(seat)) return;
      lose(seat, seat.worker.now().phase === "judging" ? "timeout" : "worker-crashed");
      void seat.worker.end();
    };
    // Where this process stood still itself, the worker's marks are waiting to be read.
    return setInterval(() => isOverdue(seat) && setImmediate(look), timeoutMs / 4);
  }

  function dispatch(): void {
    for (;;) {
      if (isClosed || queue.size() === 0) return;
      const idle = [...seats].find((seat) => !isBusy(seat));
      if (!idle && seats.size >= size) return;
      const free = size - busySeats().length;
      const share = Math.min(batchItems, Math.max(smallestShare, Math.ceil(queue.size() / free)));
      const batch = nextBatch(share);
      if (batch.length === 0) return;
      const seat = idle ?? openSeat();
      seat.batch = batch;
      seat.worker.hold(true);
      seat.watch = watch(seat);
      seat.worker.send(batch.map(({ input }) => input));
    }
  }

  function nextBatch(most: number): Job[] {
    const batch: Job[] = [];
    let characters = 0;
    while (batch.length < most && characters < batchCharacters) {
      const job = queue.take();
      if (!job) break;
      if (job.signal?.aborted) continue;
      characters += job.input.text.length + job.input.gold.length;
      batch.push(job);
    }
    return batch;
  }

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    setTimeout(() => {
      isScheduled = false;
      dispatch();
    }, gatherMs);
  }

  function ask(input: JudgeInput, signal: AbortSignal | undefined): Promise<Judgement> {
    return new Promise((settle) => {
      queue.put({ input, signal, settle, crashes: 0, isSecondTry: false });
      if (queue.size() >= batchItems) dispatch();
      else schedule();
    });
  }

  async function judgeMany(inputs: readonly JudgeInput[], signal?: AbortSignal): Promise<Judgement[]> {
    if (isClosed) throw new MalthouseError("wrong_state", "the judge is closed");
    signal?.throwIfAborted();
    const judgements = Promise.all(inputs.map((input) => ask(input, signal)));
    if (!signal) return await judgements;
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", abort, { once: true });
    try {
      return await Promise.race([judgements, aborted]);
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }

  async function judge(input: JudgeInput, signal?: AbortSignal): Promise<Judgement> {
    const [judgement] = await judgeMany([input], signal);
    return judgement ?? noAnswer("failed", "");
  }

  async function warm(): Promise<void> {
    if (isClosed) throw new MalthouseError("wrong_state", "the judge is closed");
    isWarm = true;
    const starts: Promise<void>[] = [];
    while (seats.size < size)
      starts.push(
        new Promise((resolve, reject) => {
          openSeat(resolve, () => {
            if (isClosed) resolve();
            else reject(new MalthouseError("internal", `The judge's worker does not start: ${file}`));
          });
        }),
      );
    await Promise.all(starts);
  }

  async function close(): Promise<void> {
    isClosed = true;
    const waiting = [...[...seats].flatMap(takeBatch), ...queue.clear()];
    for (const job of waiting) settle(job, noAnswer("worker-crashed", ""));
    await Promise.all([...seats].map(({ worker }) => worker.end()));
    seats.clear();
  }

  return {
    judge,
    judgeMany,
    warm,
    stats: () => ({
      workers: seats.size,
      waiting: queue.size(),
      judging: busySeats().reduce((sum, { batch }) => sum + batch.length, 0),
      verdicts: { ...verdicts },
      ...counts,
    }),
    close,
  };
}
