import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { eq } from "drizzle-orm";
import postgres from "postgres";
import { openStore, type Store } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { createDataset } from "../../db/queries/datasets.ts";
import { listTrees } from "../../db/queries/list-trees.ts";
import { pickQuestions } from "../../db/queries/questions.ts";
import { createRun, getRun } from "../../db/queries/runs.ts";
import { saveCredits, type TreeCredit } from "../../db/queries/save-credit.ts";
import { createRandom } from "../../lib/core/create-random.ts";
import { correctionsOf } from "../../lib/core/credit/corrections-of.ts";
import { writeTreeLine } from "../../lib/core/credit/tree-line.ts";
import type { Having } from "../../lib/core/having.ts";
import type { Verdict } from "../../lib/core/tree.ts";
import { writeValueLine } from "../../lib/core/value-line.ts";
import { creditTree, type CreditNode } from "../../lib/engine/credit.ts";
import { viewCredit } from "../../lib/engine/run-credit.ts";
import { policyOf, type RunPolicy } from "../../lib/engine/run-policy.ts";
import { viewValues } from "../../lib/engine/run-values.ts";
import { newRun } from "../db/stored-run.ts";

// What the run page asks of a run of 7,500 trees (292,500 nodes, of which it reads none) against reading the same columns
// with the bare driver. PostgreSQL too, where MALTHOUSE_TEST_DATABASE_URL names an empty database.
const count = 7_500;
const rounds = 9;

/** A tree of 39 nodes whose answers are right with a chance of the question's own, and of each answer's. */
function drawNodes(random: () => number): CreditNode[] {
  const ease = random();
  const verdict = (chance: number): Verdict =>
    random() < 0.02 ? "unknown" : random() < chance ? "correct" : "incorrect";
  const node = (path: string, role: string, own: Verdict | null): CreditNode => ({
    path,
    role,
    verdict: own,
    claim: null,
    isOverridden: false,
  });
  return ["1", "2", "3"].flatMap((g) => {
    const chance = Math.min(1, Math.max(0, ease + (random() - 0.5) * 0.5));
    return [
      node(g, "generator", verdict(chance)),
      ...["1", "2", "3"].flatMap((v) => [
        node(`${g}.${v}`, "verifier", null),
        ...["1", "2", "3"].map((r) => node(`${g}.${v}.${r}`, "refiner", verdict(chance))),
      ]),
    ];
  });
}

function creditOf(nodes: readonly CreditNode[], policy: RunPolicy, random: () => number): TreeCredit {
  const credit = creditTree({ nodes, failed: [] }, policy);
  const verdictLine = writeTreeLine(
    nodes.map((node) => ({ ...node, isTruncated: random() < 0.01 })),
    [],
  );
  return {
    nodes: [],
    summary: {
      ...credit,
      status: "completed",
      rolePairs: Object.fromEntries(Object.entries(credit.roles).map(([role, { pairs }]) => [role, pairs])),
      valueLine: writeValueLine(credit.nodes, []),
      verdictLine,
      corrections: correctionsOf(verdictLine, 3),
    },
    roleCounts: Object.fromEntries(
      Object.entries(credit.roles).map(([role, counts]) => [role, { ...counts, truncated: 0 }]),
    ),
  };
}

async function plant(store: Store): Promise<string> {
  const random = createRandom(7);
  const { dataset } = await createDataset(store, {
    name: "bench",
    task: "gsm8k",
    sha256: `bench ${Date.now()}`,
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
  const picked = await pickQuestions(store, dataset.id, {});
  const { trees } = store.t;
  return await store.transaction(async (tx) => {
    const run = await createRun(
      tx,
      newRun({ protocol: "malt", status: "completed", datasetId: dataset.id, config: null }),
      picked.map(({ id }) => id),
    );
    const policy = policyOf(await getRun(tx, run.id));
    const rows = await tx.db.select({ id: trees.id }).from(trees).where(eq(trees.runId, run.id));
    await saveCredits(tx, new Map(rows.map(({ id }) => [id, creditOf(drawNodes(random), policy, random)])));
    await tx.db.update(trees).set({ nodesDone: 39 }).where(eq(trees.runId, run.id));
    return run.id;
  });
}

const median = (times: readonly number[]): number => times.toSorted((x, y) => x - y)[times.length >> 1] ?? 0;

async function timesOf(work: (round: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work(round);
    times.push(performance.now() - start);
  }
  return times;
}

type Bare = (statement: string, runId: string) => Promise<unknown>;

const havings: Readonly<Record<string, Having>> = {
  correction: { kind: "correction", from: "correct", to: "incorrect" },
  unknown: { kind: "unknown", role: "refiner" },
  value: {
    kind: "value",
    role: "generator",
    from: { numerator: 4, denominator: 9 },
    to: { numerator: 4, denominator: 9 },
  },
};
/** The columns that each reads, and those of a page. */
const bares: Readonly<Record<keyof typeof havings, string>> = {
  correction: "select id, status, corrections from trees where run_id =",
  unknown: "select tree_id, role, unknown from role_counts where run_id =",
  value: "select id, role_values from trees where run_id =",
};

async function measure(name: string, store: Store, bare: Bare): Promise<void> {
  await migrate(store, path.resolve("db/migrations"));
  const runId = await plant(store);
  const table: Record<string, string>[] = [];
  const add = (what: string, plain: readonly number[], ours: Readonly<Record<string, number>>): void => {
    const base = median(plain);
    table.push({
      [name]: what,
      "bare ms": base.toFixed(1),
      ...Object.fromEntries(
        Object.entries(ours).map(([kind, ms]) => [kind, `${ms.toFixed(1)} (${(ms / base).toFixed(1)} ×)`]),
      ),
    });
  };
  const read = (statement: string) => timesOf(() => bare(statement, runId));
  const verdictLines = await read("select id, verdict_line from trees where run_id =");
  const fresh = await timesOf((round) => viewCredit(store, runId, (round + 1) / 100));
  const again = await timesOf(() => viewCredit(store, runId, 0.5));
  add("credit", verdictLines, {
    first: fresh[0] ?? 0,
    "a new threshold": median(fresh.slice(1)),
    again: median(again.slice(1)),
  });
  const valueLines = await read("select id, value_line from trees where run_id =");
  const values = await timesOf(() => viewValues(store, runId));
  add("values", valueLines, { first: values[0] ?? 0, again: median(values.slice(1)) });
  for (const [kind, having] of Object.entries(havings)) {
    const plain = await read(bares[kind] ?? "");
    const page = await timesOf(() => listTrees(store, runId, { having, limit: 100 }));
    add(`trees having ${kind}`, plain, { first: page[0] ?? 0, again: median(page.slice(1)) });
  }
  console.table(table);
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
