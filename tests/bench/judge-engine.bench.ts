import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import OpenAI from "openai";
import { openStore } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { noAnswer } from "../../lib/judge/no-answer.ts";
import { createJudgePool, type JudgePool } from "../../lib/judge/pool.ts";
import { openStudio } from "../support/studio.ts";
import { makeInputs } from "./judge/make-inputs.ts";

// What judging costs a run: the engine with its judge, the engine with one that says "unknown" at once, and a bare
// loop of the openai client, over the same server in this process. A tree of the default protocol is 39 completions, all
// of them judged but the verifications.
const questions = 40;
const rounds = 3;
const folder = mkdtempSync(path.join(tmpdir(), "malthouse-bench-"));
const store = await openStore({ file: path.join(folder, "malthouse.db") });
await migrate(store, path.resolve("db/migrations"));
const answers = (await makeInputs(64)).get("gsm8k, simulator") ?? [];
const answer = (_: unknown, choice: number, ordinal: number): string =>
  answers[(choice + 3 * ordinal) % answers.length]?.text ?? "";

const pool = createJudgePool();
await pool.warm();
const silent: JudgePool = {
  ...pool,
  judge: () => Promise.resolve(noAnswer("no-answer", "")),
  judgeMany: (inputs) => Promise.resolve(inputs.map(() => noAnswer("no-answer", ""))),
};

type Cost = { readonly perCompletion: number; readonly cpu: number; readonly completions: number };

/** Microseconds a completion, of the clock and of this process's processor time. */
async function costOf(work: () => Promise<number>): Promise<Cost> {
  const [start, cpuBefore] = [performance.now(), process.cpuUsage()];
  const completions = await work();
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    perCompletion: ((performance.now() - start) * 1_000) / completions,
    cpu: (user + system) / completions,
    completions,
  };
}

async function growWith(judge: JudgePool): Promise<number> {
  const studio = openStudio({ store, judge });
  const served = await studio.serve({ answer, endpoint: { maxConcurrency: 16 } });
  const { id } = await studio.grow(served, { questions });
  await studio.until(id, "completed", "failed", "paused");
  const trees = await studio.nodesOf(id);
  await studio.close();
  return trees.flat().length;
}

async function askBare(): Promise<number> {
  const studio = openStudio({ store, judge: silent });
  const { server } = await studio.serve({ answer });
  const client = new OpenAI({ baseURL: server.url, apiKey: "none", maxRetries: 0 });
  let asked = 0;
  const ask = async () => {
    while (asked < questions * 13) {
      asked += 1;
      await client.chat.completions.create({
        model: "test-model",
        n: 3,
        messages: [{ role: "user", content: `Question ${asked}` }],
      });
    }
  };
  await Promise.all(Array.from({ length: 16 }, ask));
  await studio.close();
  return asked * 3;
}

const ways: Readonly<Record<string, () => Promise<number>>> = {
  "bare openai loop": askBare,
  "engine, silent judge": () => growWith(silent),
  "engine, judge": () => growWith(pool),
};
const costs: Record<string, Cost> = {};
for (let round = 0; round < rounds; round += 1)
  for (const [name, work] of Object.entries(ways)) {
    const cost = await costOf(work);
    const best = costs[name];
    if (!best || cost.perCompletion < best.perCompletion) costs[name] = cost;
  }
const bare = costs["bare openai loop"]?.perCompletion ?? 1;
console.table(
  Object.entries(costs).map(([way, { perCompletion, cpu, completions }]) => ({
    way,
    completions,
    "µs a completion": Math.round(perCompletion),
    "µs of this process": Math.round(cpu),
    "× the bare loop": (perCompletion / bare).toFixed(2),
  })),
);
console.log(pool.stats());
await pool.close();
await store.close();
rmSync(folder, { recursive: true, force: true });
