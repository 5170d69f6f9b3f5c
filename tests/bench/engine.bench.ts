import { measureSchedule, type Schedule } from "./engine/measure-schedule.ts";
import { startProcess } from "./engine/start-process.ts";

/**
 * The real scheduler on a virtual clock: how close a run comes to the least time it could take. Service times are
 * lognormal, median 3 s, mean 3.6 s; a request a node unless it says n. `--full` also grows 2,000 questions, `--http`
 * only 200 over HTTP and into a file, times divided by ten: two minutes.
 */
const isFull = process.argv.includes("--full");
const meanMs = 3600;
const ratio = (a: number, b: number): string => (a / b).toFixed(2);

const limits: Readonly<Record<number, Readonly<Record<number, number>>>> = {
  200: { 8: 1.02, 32: 1.04, 128: 1.12, 512: 1.45 },
  2000: { 8: 1.01, 32: 1.02, 128: 1.04, 512: 1.12 },
};

if (process.argv.includes("--http")) {
  const rows: Record<string, string | number>[] = [];
  for (const concurrency of [32, 128]) {
    const endpoint = await startProcess("bench-endpoint.ts", [], {
      LATENCY_MS: "300",
      LATENCY_SIGMA: "0.6",
    });
    const { line, stop } = await startProcess("http-process.ts", [endpoint.line, String(concurrency), "200"]);
    stop();
    const { workMs } = (await (await fetch(endpoint.line)).json()) as { workMs: number };
    endpoint.stop();
    const { makespanMs, firstTreeMs } = JSON.parse(line) as { makespanMs: number; firstTreeMs: number };
    rows.push({
      C: concurrency,
      "makespan s": (makespanMs / 1000).toFixed(1),
      "makespan / bound": ratio(makespanMs, workMs / concurrency),
      "at most": limits[200]?.[concurrency] ?? "",
      "first tree / mean": ratio(firstTreeMs, meanMs / 10),
    });
  }
  console.table(rows);
  process.exit(0);
}

for (const questions of isFull ? [200, 2000] : [200]) {
  console.log(`\n${questions} questions, ${questions * 39} completions`);
  const rows: Record<string, string | number>[] = [];
  for (const concurrency of [8, 32, 128, 512]) {
    const setting = { concurrency, questions, siblings: "off" } as const;
    const known = await measureSchedule({ ...setting, isLimitKnown: true });
    const learnt = await measureSchedule({ ...setting, isLimitKnown: false });
    rows.push({
      C: concurrency,
      "makespan / bound": ratio(known.makespanMs, known.lowerBoundMs),
      "at most": limits[questions]?.[concurrency] ?? "",
      "limit learnt from 20": ratio(learnt.makespanMs, learnt.lowerBoundMs),
      "first tree / mean": ratio(known.firstTreeMs, meanMs),
      "open trees": known.peakTrees,
      "C/2 + 4": concurrency / 2 + 4,
      "in flight / C": known.busyShare.toFixed(3),
      "requests too many": known.requests - questions * 39,
    });
    console.log(`  C = ${concurrency} done`);
  }
  console.table(rows);
}

console.log("\nsiblings in one request (n), 200 questions");
const batched: Record<string, string | number>[] = [];
for (const concurrency of [8, 32, 128, 512]) {
  const setting = { questions: 200, isLimitKnown: true } as const;
  const single = await measureSchedule({ ...setting, concurrency, siblings: "off" });
  const requests = await measureSchedule({ ...setting, concurrency, siblings: "auto" });
  const third = Math.max(1, Math.floor(concurrency / 3));
  const sequences = await measureSchedule({ ...setting, concurrency: third, siblings: "auto" });
  const perTree = (schedule: Schedule) => schedule.requests / 200;
  batched.push({
    C: concurrency,
    "requests a tree": `${perTree(single)} / ${perTree(requests)}`,
    "time, C requests": ratio(requests.makespanMs, single.makespanMs),
    "time, C sequences": ratio(sequences.makespanMs, single.makespanMs),
  });
}
console.table(batched);
process.exit(0);
