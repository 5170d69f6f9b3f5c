import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { JudgeInput } from "../../lib/judge/judgement.ts";
import { startWorker, type WorkerProcess } from "../../lib/judge/worker-process.ts";

// npm run bench -- judge-workers [--kills 1000]: what it costs to start, load, kill and replace a worker, and whether
// a killed one leaves anything behind.
const { values } = parseArgs({ options: { kills: { type: "string", default: "40" } } });
const kills = Number(values.kills);
const file = path.resolve("lib/judge/worker.ts");
const plain: JudgeInput = { task: "math", text: "\\boxed{3}", gold: "3" };
const byLibrary: JudgeInput = {
  task: "math",
  text: "\\boxed{\\sqrt{2+\\sqrt3}\\sin(x)^2+\\sqrt{2+\\sqrt3}\\cos(x)^2}",
  gold: "\\sqrt{2+\\sqrt3}",
};

type Started = { readonly worker: WorkerProcess; judge(input: JudgeInput): Promise<void> };

function start(): Promise<Started> {
  return new Promise((resolve, reject) => {
    let done = () => {};
    const worker = startWorker({
      file,
      memoryMb: 256,
      onReady: () =>
        resolve({
          worker,
          judge: (input) =>
            new Promise((judged) => {
              done = judged;
              worker.send([input]);
            }),
        }),
      onJudged: () => done(),
      onLost: () => reject(new Error("the worker ended before its time")),
    });
  });
}

/** Resident memory in MB, "?" where the system does not tell. */
function residentMb(pid: number | undefined): string {
  try {
    const pages = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return (Number(pages) / 1_024).toFixed(0);
  } catch {
    return "?";
  }
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

const median = (times: readonly number[]): string =>
  `${(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0).toFixed(1)} ms`;

const times = { start: [] as number[], first: [] as number[], library: [] as number[], next: [] as number[] };
let memory = {};
for (let round = 0; round < 5; round += 1) {
  const before = performance.now();
  const { worker, judge } = await start();
  times.start.push(performance.now() - before);
  times.first.push(await timeOf(() => judge(plain)));
  const withoutLibrary = residentMb(worker.pid);
  times.library.push(await timeOf(() => judge(byLibrary)));
  times.next.push(await timeOf(() => judge(byLibrary)));
  memory = { "MB without the library": withoutLibrary, "MB with it": residentMb(worker.pid) };
  await worker.end();
}
console.table({
  "start to ready": median(times.start),
  "first verdict": median(times.first),
  "first question to the library, loading included": median(times.library),
  "the next": median(times.next),
  ...memory,
});

const handles = (): number => process.getActiveResourcesInfo().filter((name) => name !== "Timeout").length;
const [ends, starts]: [number[], number[]] = [[], []];
await (await start()).worker.end();
globalThis.gc?.();
const [handlesBefore, heapBefore] = [handles(), process.memoryUsage().heapUsed];
for (let kill = 0; kill < kills; kill += 1) {
  const before = performance.now();
  const { worker } = await start();
  starts.push(performance.now() - before);
  ends.push(await timeOf(() => worker.end()));
}
globalThis.gc?.();
console.table({
  kills,
  "to kill": median(ends),
  "to replace": median(starts),
  "handles more than before": handles() - handlesBefore,
  "kB of heap more, a kill": ((process.memoryUsage().heapUsed - heapBefore) / 1_024 / kills).toFixed(2),
});
