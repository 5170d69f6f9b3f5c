// Holds a judge's worker at a text that takes minutes, tells its process, and stays.
import path from "node:path";
import { startWorker } from "../../lib/judge/worker-process.ts";

/** No client's list can be that: four billion choices that are not there. */
const choices: [] = [];
(choices as unknown[]).length = 2 ** 32 - 1;

const worker = startWorker({
  file: path.resolve("lib/judge/worker.ts"),
  memoryMb: 64,
  onReady: () => worker.send([{ task: "csqa", text: "Answer: A", gold: "A", choices }]),
  onJudged: () => process.exit(1),
  onLost: () => process.exit(1),
});
const look = setInterval(() => {
  if (worker.now().phase !== "judging") return;
  clearInterval(look);
  process.stdout.write(`${worker.pid}\n`);
}, 5);
