import { existsSync } from "node:fs";
import { seeded } from "../../support/seeded.ts";
import { drawLognormal } from "./draw-lognormal.ts";
import { openBench } from "./bench-studio.ts";
import { createVirtualEndpoint } from "./virtual-endpoint.ts";

export type Schedule = {
  readonly makespanMs: number;
  /** The larger of all work shared out evenly and the longest way from a question to a leaf. */
  readonly lowerBoundMs: number;
  readonly firstTreeMs: number;
  readonly peakTrees: number;
  /** Mean number in flight while more than C nodes were ready, as a share of C. */
  readonly busyShare: number;
  readonly requests: number;
  readonly completions: number;
};

export type Setting = {
  readonly concurrency: number;
  readonly questions: number;
  readonly siblings: "auto" | "off";
  /** False: the endpoint is a new one, and its limit is learnt from 20 on. */
  readonly isLimitKnown: boolean;
};

/** The median of a service time is 3 s, its mean 3.6 s. */
const [medianMs, sigma] = [3000, 0.6];

/** Grows a run by the real scheduler on a clock that stands still while it works, against no real endpoint and store. */
export async function measureSchedule({
  concurrency,
  questions,
  siblings,
  isLimitKnown,
}: Setting): Promise<Schedule> {
  const draw = drawLognormal(medianMs, sigma, seeded(questions));
  const endpoint = createVirtualEndpoint(draw, (ordinal) => `Text ${ordinal}. Yes.`);
  const bench = await openBench({
    maxConcurrency: concurrency,
    questions,
    siblings,
    isStoring: false,
    endpoint,
    ...(existsSync("/dev/shm") && { folder: "/dev/shm" }),
  });
  const lane = await bench.grower.laneOf(bench.endpointId);
  if (isLimitKnown) await bench.learnLimit();

  let [open, closed, peakTrees, firstTreeMs] = [0, 0, 0, 0];
  bench.onTree((status) => {
    if (status === "growing") peakTrees = Math.max(peakTrees, ++open - closed);
    else if (++closed === 1) firstTreeMs = endpoint.now();
  });
  let [busyMs, busySum] = [0, 0];
  let isOver = false;
  const done = bench.grow().then(() => (isOver = true));
  await endpoint.run({
    isOver: () => isOver,
    isBusy: () => lane.inFlight + lane.opening,
    onAdvance(ms) {
      const ready = lane.queue.size + 3 * (questions - open);
      if (ready <= concurrency) return;
      busyMs += ms;
      busySum += ms * lane.inFlight;
    },
  });
  await done;
  await bench.close();
  const { workMs, longestPathMs, requests, completions } = endpoint;
  return {
    makespanMs: endpoint.now(),
    lowerBoundMs: Math.max(workMs / concurrency, longestPathMs),
    firstTreeMs,
    peakTrees,
    busyShare: busySum / busyMs / concurrency,
    requests,
    completions,
  };
}
