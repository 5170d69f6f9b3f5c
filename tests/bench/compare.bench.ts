import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { eq } from "drizzle-orm";
import postgres from "postgres";
import { openStore, type Store } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { createDataset } from "../../db/queries/datasets.ts";
import { pickQuestions } from "../../db/queries/questions.ts";
import { createRun } from "../../db/queries/runs.ts";
import { createRandom } from "../../lib/core/create-random.ts";
import { listCompared } from "../../lib/engine/compare/list-compared.ts";
import { viewComparison } from "../../lib/engine/compare/view-comparison.ts";
import { ComparedQuestionsQuery } from "../../lib/http/wire/compare.ts";
import { newRun } from "../db/stored-run.ts";

// A comparison of two runs of 7,500 questions against reading the same columns with the bare driver: within one data
// set, where ids match, and over two, where words are read. PostgreSQL too, where MALTHOUSE_TEST_DATABASE_URL names one.
const count = 7_500;
const rounds = 7;
const columns = "id, question_id, position, status, verdict_line";
const words =
  "select q.id, q.text, q.gold from trees t join questions q on q.id = t.question_id where t.run_id =";

/** Tree lines of 39 nodes whose leaves are right with a chance of each question's own. */
function drawLine(random: () => number): string {
  const ease = random();
  const pick = (): string => (random() < ease ? "c" : random() < 0.1 ? "u" : "i");
  const three = (one: () => string): string => [one(), one(), one()].join("");
  return three(() => `${pick()}(${three(() => `-(${three(pick)})`)})`);
}

async function plant(store: Store, datasetId: string, seed: number): Promise<string> {
  const random = createRandom(seed);
  const { trees } = store.t;
  const picked = await pickQuestions(store, datasetId, {});
  const ids = picked.map(({ id }) => id);
  return await store.transaction(async (tx) => {
    const run = await createRun(tx, newRun({ protocol: "malt", status: "completed", datasetId }), ids);
    for (const { id } of await tx.db.select({ id: trees.id }).from(trees).where(eq(trees.runId, run.id)))
      await tx.db
        .update(trees)
        .set({ status: "completed", nodesDone: 39, verdictLine: drawLine(random) })
        .where(eq(trees.id, id));
    return run.id;
  });
}

async function plantDataset(store: Store, name: string): Promise<string> {
  const { dataset } = await createDataset(store, {
    name,
    task: "gsm8k",
    sha256: `${name} ${Date.now()}`,
    fileName: null,
    isSimulated: false,
    questions: Array.from({ length: count }, (_, at) => ({
      text: `Crate ${at} holds red pens and blue ones, `.repeat(6),
      gold: String(at),
      task: "gsm8k" as const,
      meta: {},
    })),
    rejected: [],
    rejectedCount: 0,
  });
  return dataset.id;
}

/** First and median milliseconds. */
async function timesOf(work: () => Promise<unknown>): Promise<readonly [first: number, median: number]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  const [first = 0] = times;
  return [first, times.sort((x, y) => x - y)[Math.floor(rounds / 2)] ?? 0];
}

type Bare = (statement: string, runId: string) => Promise<unknown>;

async function measure(name: string, store: Store, bare: Bare): Promise<void> {
  await migrate(store, path.resolve("db/migrations"));
  const [one, other] = [await plantDataset(store, "one"), await plantDataset(store, "other")];
  const [a, b, c] = [await plant(store, one, 1), await plant(store, one, 2), await plant(store, other, 3)];
  const lines = (runId: string) => bare(`select ${columns} from trees where run_id =`, runId);
  const rows = {
    "one data set": { a, b, read: async () => [await lines(a), await lines(b)] },
    "two data sets": {
      a,
      b: c,
      read: async () => [await lines(a), await lines(c), await bare(words, a), await bare(words, c)],
    },
  };
  for (const [kind, { a: left, b: right, read }] of Object.entries(rows)) {
    const query = { a: left, b: right };
    const [, plain] = await timesOf(read);
    const [first, again] = await timesOf(() => viewComparison(store, query));
    const [, page] = await timesOf(() =>
      listCompared(store, ComparedQuestionsQuery.parse({ ...query, limit: 100 })),
    );
    const over = (ms: number): string => `${ms.toFixed(0)} ms (${(ms / plain).toFixed(1)} ×)`;
    console.log(
      `${name}, ${kind}: bare ${plain.toFixed(0)} ms, comparison ${over(first)} at first, then ${over(again)}, a page of it ${over(page)}`,
    );
  }
  await store.close();
}

const folder = mkdtempSync(path.join(tmpdir(), "malthouse-bench-"));
const file = path.join(folder, "malthouse.db");
const sqlite = await openStore({ file });
const reader = new DatabaseSync(file);
await measure("SQLite", sqlite, (statement, runId) =>
  Promise.resolve(reader.prepare(`${statement} ?`).all(runId)),
);
reader.close();
rmSync(folder, { recursive: true });
const url = process.env["MALTHOUSE_TEST_DATABASE_URL"];
if (url) {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  const store = await openStore({ databaseUrl: url });
  await measure("PostgreSQL", store, (statement, runId) => client.unsafe(`${statement} $1`, [runId]));
  await client.end();
}
