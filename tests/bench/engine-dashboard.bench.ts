import { startProcess } from "./engine/start-process.ts";

/**
 * How long reading a tree over HTTP takes while completions are stored, against an idle server: the engine and its HTTP
 * server in one process, the endpoint in another, the reader here. `--full` reads five times as often.
 */
const reads = process.argv.includes("--full") ? 1500 : 300;
const wait = 30;

type Reading = { p50: number; p95: number; rate: number; p99: number; max: number };

async function measure(concurrency: number, questions: number, latencyMs: number): Promise<Reading> {
  const endpoint = await startProcess("bench-endpoint.ts", [], { LATENCY_MS: String(latencyMs) });
  const args = [endpoint.line, String(concurrency), String(questions), String(wait)];
  const server = await startProcess("dashboard-process.ts", args);
  const { url, trees } = JSON.parse(server.line) as { url: string; trees: string[] };
  const times: number[] = [];
  for (let read = 0; read < reads; read += 1) {
    const startedAt = performance.now();
    const response = await fetch(`${url}/${trees[read % trees.length]}`);
    const body = await response.text();
    if (!response.ok || body.length < 1000) throw new Error(`reading a tree failed: ${body}`);
    times.push(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const stats = (await (await fetch(`${url}/stats`)).json()) as Omit<Reading, "p50" | "p95">;
  server.stop();
  endpoint.stop();
  const sorted = times.slice(10).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { ...stats, p50: at(0.5), p95: at(0.95) };
}

// 43 requests of 200 ms are about 200 a second.
const readings = {
  idle: await measure(32, wait, 50),
  "200 completions/s": await measure(43, 3_000, 200),
  "flat out": await measure(128, 3_000, 50),
};
const idle = readings.idle.p95;
console.table(
  Object.entries(readings).map(([load, { p50, p95, rate, p99, max }]) => ({
    load,
    "stored/s": Math.round(rate),
    "p50 ms": p50.toFixed(1),
    "p95 ms": p95.toFixed(1),
    "p95 / idle": (p95 / idle).toFixed(2),
    "at most": load === "200 completions/s" ? "3.00" : "",
    "event loop p99 ms": p99.toFixed(1),
    "max ms": max.toFixed(1),
  })),
);
