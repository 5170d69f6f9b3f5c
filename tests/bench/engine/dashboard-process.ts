import { monitorEventLoopDelay } from "node:perf_hooks";
import { treeIdsOfRun } from "../../../db/queries/trees.ts";
import { runsToResume } from "../../../db/queries/runs.ts";
import type { Malthouse } from "../../../lib/engine/malthouse.ts";
import { viewTree } from "../../../lib/engine/tree-view.ts";
import { reply } from "../../../lib/http/handle.ts";
import { createJudgePool } from "../../../lib/judge/pool.ts";
import { serveFetch } from "../../support/serve-fetch.ts";
import { openBench } from "./bench-studio.ts";

/**
 * An engine that answers HTTP while it grows: `dashboard-process.ts URL CONCURRENCY QUESTIONS WAIT`. Prints its address
 * and the ids of its first trees once WAIT trees are closed; at /stats what it has stored and its event loop's delay since.
 */
const [url = "", concurrency = "8", questions = "30", wait = "30"] = process.argv.slice(2);
const judge = createJudgePool();
await judge.warm();
const bench = await openBench({
  url,
  maxConcurrency: Number(concurrency),
  questions: Number(questions),
  siblings: "off",
  judge,
});
const studio = { store: bench.store, grower: bench.grower } as Malthouse;
const delay = monitorEventLoopDelay({ resolution: 5 });
let closed = 0;
let since = { at: 0, nodes: 0 };
const nodes = (): number =>
  [...bench.grower.active.values()].reduce((sum, run) => sum + run.nodesSinceStart, 0);

const server = await serveFetch(async (request) => {
  const path = new URL(request.url).pathname;
  if (path !== "/stats") return reply(await viewTree(studio, path.slice(1)));
  const seconds = (performance.now() - since.at) / 1000;
  const rate = Math.max(0, nodes() - since.nodes) / seconds;
  return reply({ rate, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 });
});

async function tell(runId: string): Promise<void> {
  const trees = (await treeIdsOfRun(bench.store, runId)).slice(0, Number(wait));
  delay.enable();
  since = { at: performance.now(), nodes: nodes() };
  console.log(JSON.stringify({ url: server.url, trees }));
}

bench.onTree((status) => {
  if (status === "growing" || ++closed !== Number(wait) || closed === Number(questions)) return;
  void runsToResume(bench.store).then(([run]) => run && tell(run.id));
});
await bench.learnLimit();
const runId = await bench.grow();
if (wait === questions) await tell(runId);
