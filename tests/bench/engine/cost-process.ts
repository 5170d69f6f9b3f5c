import OpenAI from "openai";
import { createJudgePool } from "../../../lib/judge/pool.ts";
import { makeProblems } from "../../../lib/simulator/problems.ts";
import { openBench } from "./bench-studio.ts";

/**
 * One way of asking an endpoint for completions, in a process that does nothing else:
 * `cost-process.ts bare|silent|whole URL N QUESTIONS`. Prints what a completion costs this process, as JSON; the first
 * third is warming up and does not count. `rssEarlyMb`: after 8,000 completions, where there are as many.
 */
const [way = "bare", url = "", siblings = "1", size = "30"] = process.argv.slice(2);
const concurrency = 128;
const n = Number(siblings);
const questions = Number(size);
const perQuestion = 39;
const judge = way === "whole" ? createJudgePool() : null;
await judge?.warm();

type Mark = { readonly cpu: number; readonly at: number; readonly done: number };
const mark = (done: number): Mark => {
  const { user, system } = process.cpuUsage();
  return { cpu: user + system, at: performance.now(), done };
};

async function askBare(): Promise<Mark> {
  const texts = makeProblems({ count: 200, seed: 1 });
  const client = new OpenAI({ baseURL: url, apiKey: "none", maxRetries: 0 });
  const requests = (questions * perQuestion) / n;
  let [asked, answered, length] = [0, 0, 0];
  let warm = mark(0);
  const ask = async () => {
    while (asked < requests) {
      const { question, answer } = texts[asked++ % texts.length] ?? { question: "", answer: "" };
      const { choices } = await client.chat.completions.create({
        model: "test-model",
        n,
        temperature: 0.3,
        top_p: 1,
        max_tokens: 512,
        messages: [{ role: "user", content: `${question}\n\n${answer}\n\nIs this right?` }],
      });
      for (const { message } of choices) length += message.content?.length ?? 0;
      if (++answered === Math.floor(requests / 3)) warm = mark(answered * n);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, ask));
  if (length === 0) throw new Error("the endpoint sent no text");
  return warm;
}

async function growTrees(): Promise<Mark> {
  const bench = await openBench({
    url,
    maxConcurrency: concurrency,
    questions,
    siblings: n > 1 ? "auto" : "off",
    isStoring: way !== "silent",
    ...(judge && { judge }),
  });
  let closed = 0;
  let warm = mark(0);
  const from = Math.floor(questions / 3);
  bench.onTree((status) => {
    if (status === "growing") return;
    if (++closed === from) warm = mark(nodesOf(bench.grower));
    if (closed === Math.ceil(8000 / perQuestion)) rssEarly = rssNow();
  });
  await bench.grow();
  last = mark(questions * perQuestion);
  await bench.close();
  return warm;
}

const nodesOf = (grower: Awaited<ReturnType<typeof openBench>>["grower"]): number =>
  [...grower.active.values()].reduce((sum, run) => sum + run.nodesSinceStart, 0);

const rssNow = (): number => {
  globalThis.gc?.();
  return process.memoryUsage.rss() / 2 ** 20;
};
let rssEarly: number | null = null;
let last: Mark | null = null;
const warm = await (way === "bare" ? askBare() : growTrees());
const end = last ?? mark(questions * perQuestion);
const done = end.done - warm.done;
console.log(
  JSON.stringify({
    completions: done,
    cpuUs: (end.cpu - warm.cpu) / done,
    wallUs: ((end.at - warm.at) * 1000) / done,
    rssEarlyMb: rssEarly,
    rssMb: rssNow(),
  }),
);
await judge?.close();
process.exit(0);
