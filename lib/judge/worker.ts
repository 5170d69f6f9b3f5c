import { parentPort, workerData } from "node:worker_threads";
import { judgeAnswer } from "./judge-answer.ts";
import type { JudgeInput } from "./judgement.ts";

/** Tells the pool which item of the batch is being judged, so that a stuck one can be told from its neighbours. */
const progress = new Int32Array(workerData as SharedArrayBuffer);

parentPort?.on("message", (batch: readonly JudgeInput[]) => {
  const judgements = batch.map((input, index) => {
    Atomics.store(progress, 0, index);
    return judgeAnswer(input);
  });
  parentPort?.postMessage(judgements);
});
