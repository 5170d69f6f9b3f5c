import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import postgres from "postgres";
import { openStore, type Store } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { listTrees } from "../../db/queries/list-trees.ts";
import type { Having } from "../../lib/core/having.ts";
import { viewCredit } from "../../lib/engine/run-credit.ts";
import { viewValues } from "../../lib/engine/run-values.ts";
import { plantTrees } from "./run-page/plant-trees.ts";

// What the run page asks of a run of 7,500 trees (292,500 nodes, of which it reads none) against reading the same columns
// with the bare driver. PostgreSQL too, where MALTHOUSE_TEST_DATABASE_URL names an empty database.
const rounds = 9;

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
  const runId = await plantTrees(store);
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
