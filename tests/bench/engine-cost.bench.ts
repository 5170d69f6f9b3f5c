import { cpus } from "node:os";
import { startProcess } from "./engine/start-process.ts";

/**
 * What a completion costs a process that asks for it, in its own processor time: a bare loop of the openai client, the
 * engine without storing and judging, the engine whole. 128 in flight, an endpoint of 50 ms in a process of its own;
 * the best of three rounds. `--full` also grows 2,052 questions (80,028 nodes) to see whether memory stays flat.
 */
const isFull = process.argv.includes("--full");
const rounds = 3;
const questions = 120;
const endpoint = await startProcess("bench-endpoint.ts");

type Cost = {
  readonly completions: number;
  readonly cpuUs: number;
  readonly wallUs: number;
  readonly rssEarlyMb: number | null;
  readonly rssMb: number;
};

async function measure(way: string, n: number, size: number): Promise<Cost> {
  const { line, stop } = await startProcess("cost-process.ts", [way, endpoint.line, String(n), String(size)]);
  stop();
  return JSON.parse(line) as Cost;
}

const ways = {
  bare: "bare openai loop",
  silent: "engine, nothing stored",
  whole: "engine, stored and judged",
};
const limits: Readonly<Record<string, string>> = { bare: "", silent: "1.30", whole: "2.00" };
console.log(
  `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, load shared with whatever else runs`,
);
for (const n of [1, 3]) {
  const best = new Map<string, Cost>();
  for (let round = 0; round < rounds; round += 1)
    for (const way of Object.keys(ways)) {
      const cost = await measure(way, n, questions);
      if (cost.cpuUs < (best.get(way)?.cpuUs ?? Infinity)) best.set(way, cost);
    }
  const bare = best.get("bare")?.cpuUs ?? 1;
  console.log(`\nn = ${n}`);
  console.table(
    Object.entries(ways).map(([way, title]) => ({
      way: title,
      "µs of processor a completion": Math.round(best.get(way)?.cpuUs ?? 0),
      "µs of the clock": Math.round(best.get(way)?.wallUs ?? 0),
      "× the bare loop": ((best.get(way)?.cpuUs ?? 0) / bare).toFixed(2),
      "at most": limits[way] ?? "",
    })),
  );
}

if (isFull) {
  const { rssEarlyMb, rssMb, completions, wallUs } = await measure("whole", 3, 2052);
  console.log(
    `\nmemory: ${Math.round(rssEarlyMb ?? 0)} MB after 8,000 nodes, ${Math.round(rssMb)} MB after 80,028 (at most 100 MB more); ${Math.round(1e6 / wallUs)} completions/s over the last ${completions}`,
  );
}
endpoint.stop();
