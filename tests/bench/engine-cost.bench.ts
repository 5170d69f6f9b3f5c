import { cpus, loadavg } from "node:os";
import { startProcess } from "./engine/start-process.ts";

/**
 * What a completion costs a process that asks for it, in its own processor time: a bare loop of the openai client, the
 * engine without storing and judging, the engine whole. 128 in flight, an endpoint of 50 ms in a process of its own;
 * medians of five rounds, in each of which they take turns. `--full` also grows 2,052 questions (80,028 nodes) to see whether memory stays flat.
 */
const isFull = process.argv.includes("--full");
const rounds = 5;
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
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

for (const n of [1, 3]) {
  const costs: Record<string, Cost>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const own: Record<string, Cost> = {};
    // As many requests whatever n is: what is compiled on the way in counts alike.
    for (const way of Object.keys(ways)) own[way] = await measure(way, n, questions * n);
    costs.push(own);
  }
  console.log(`\nn = ${n}, load ${loadavg()[0]?.toFixed(0)}`);
  console.table(
    Object.entries(ways).map(([way, title]) => {
      const ratios = costs.map((own) => (own[way]?.cpuUs ?? 0) / (own["bare"]?.cpuUs ?? 1));
      return {
        way: title,
        "µs of processor a completion": Math.round(median(costs.map((own) => own[way]?.cpuUs ?? 0))),
        "µs of the clock": Math.round(median(costs.map((own) => own[way]?.wallUs ?? 0))),
        "× the bare loop": median(ratios).toFixed(2),
        "least to most": `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
        "at most": limits[way] ?? "",
      };
    }),
  );
}

if (isFull) {
  const { rssEarlyMb, rssMb, completions, wallUs } = await measure("whole", 3, 2052);
  console.log(
    `\nmemory: ${Math.round(rssEarlyMb ?? 0)} MB after 8,000 nodes, ${Math.round(rssMb)} MB after 80,028 (at most 100 MB more); ${Math.round(1e6 / wallUs)} completions/s over the last ${completions}`,
  );
}
endpoint.stop();
