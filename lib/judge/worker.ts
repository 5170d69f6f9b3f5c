import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { Worker } from "node:worker_threads";
import { createComputeEngine } from "./algebra/compute-engine.ts";
import { judgeAnswer } from "./judge-answer.ts";
import type { JudgeInput } from "./judgement.ts";
import { marks, marksFd } from "./worker-marks.ts";

const textMark = Uint8Array.of(marks.text);
const library = createComputeEngine({
  onLoading: () => writeSync(marksFd, Uint8Array.of(marks.loading)),
  onLoaded: () => {
    flushCompileCache(); // a worker is killed, so nothing would be written when it ends
    writeSync(marksFd, Uint8Array.of(marks.loaded));
  },
});

process.on("message", (batch: readonly JudgeInput[]) => {
  const judgements = batch.map((input) => {
    writeSync(marksFd, textMark);
    return judgeAnswer(input, library);
  });
  process.send?.(judgements);
});
process.on("disconnect", () => process.exit());
// A terminal sends these to every process of the server; the pool says when a worker ends.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
process.send?.("ready");
flushCompileCache();
new Worker(new URL("./watch-parent.ts", import.meta.url), { workerData: process.ppid }).unref();
