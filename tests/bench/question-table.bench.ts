import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import postgres from "postgres";
import { openStore, type Store } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { countTreesByFilter, listTrees, treesAt } from "../../db/queries/list-trees.ts";
import { treeFacets } from "../../db/queries/tree-facets.ts";
import { neighboursInList, orderTrees } from "../../db/queries/tree-order.ts";
import { plantTrees } from "./run-page/plant-trees.ts";

// What the question table asks of a run of 7,500 trees, against the same question to the bare driver in one hand-written
// statement, in turns. PostgreSQL too, where MALTHOUSE_TEST_DATABASE_URL names an empty database.
const rounds = process.argv.includes("--full") ? 200 : 60;

type Bare = (statement: string, values: readonly (string | number)[]) => Promise<unknown>;

const value = "coalesce(cast(value_numerator as double precision) / value_denominator, -1)";
const rows =
  "select t.*, q.text, q.gold from trees t join questions q on q.id = t.question_id where t.run_id = ?";
const texts = "select t.position from trees t join questions q on q.id = t.question_id where t.run_id = ?";
const isMixed = "correct_leaves > 0 and correct_leaves < leaves";
const told = ["unknown", "disagreements", "local_disagreements", "overrides", "pairs_total"];
const counts = `select count(*), ${[
  isMixed,
  "leaves > 0 and correct_leaves = leaves",
  "leaves > 0 and correct_leaves = 0",
  "status = 'failed'",
  ...told.map((name) => `${name === "unknown" ? "unknown_leaves" : name} > 0`),
  ...["truncated", "identical"].map(
    (name) => `exists (select 1 from role_counts where tree_id = trees.id and ${name} > 0)`,
  ),
]
  .map((condition) => `sum(case when ${condition} then 1 else 0 end)`)
  .join(", ")} from trees where run_id = ?`;

const cursorAt = (place: number): string => Buffer.from(JSON.stringify([place, place])).toString("base64url");
const placesAt = (round: number): number[] =>
  Array.from({ length: 50 }, (_, at) => (round * 97 + at * 149) % 7_500);

const spread = (times: number[]): readonly [p50: number, p95: number] => {
  const sorted = times.toSorted((a, b) => a - b);
  return [sorted[sorted.length >> 1] ?? 0, sorted[Math.floor(sorted.length * 0.95)] ?? 0];
};

async function measure(name: string, store: Store, bare: Bare): Promise<void> {
  await migrate(store, path.resolve("db/migrations"));
  const runId = await plantTrees(store);
  const isPg = store.dialect === "pg";
  const [tree] = await treesAt(store, runId, [3_000]);
  if (!tree) throw new Error("the bench's trees are not there");
  const level = isPg ? "q.meta ->> 'level'" : "json_extract(q.meta, '$.level')";
  const facets = isPg
    ? "select m.key, m.value #>> '{}', count(*) from trees t join questions q on q.id = t.question_id cross join jsonb_each(q.meta) m where t.run_id = ? and jsonb_typeof(m.value) = 'string' and length(m.value #>> '{}') between 1 and 60 group by 1, 2"
    : "select m.key, m.atom, count(*) from trees t join questions q on q.id = t.question_id cross join json_each(q.meta) m where t.run_id = ? and m.type = 'text' and length(m.atom) between 1 and 60 group by 1, 2";
  const byValue = `select id from trees where run_id = ? and ${isMixed} order by ${value} desc, position`;
  const questions: Readonly<
    Record<
      string,
      readonly [ours: (round: number) => Promise<unknown>, plain: (round: number) => Promise<unknown>]
    >
  > = {
    "a page of 50 and how many there are": [
      (round) => listTrees(store, runId, { limit: 50, cursor: cursorAt(round * 100) }),
      async (round) => [
        await bare(`${rows} and t.position > ? order by t.position limit 51`, [runId, round * 100]),
        await bare("select count(*) from trees where run_id = ?", [runId]),
      ],
    ],
    "50 rows anywhere": [
      (round) => treesAt(store, runId, placesAt(round)),
      (round) =>
        bare(
          `${rows} and t.position in (${Array.from({ length: 50 }, () => "?").join()}) order by t.position`,
          [runId, ...placesAt(round)],
        ),
    ],
    "the order of all": [
      () => orderTrees(store, runId, {}),
      () => bare("select position from trees where run_id = ? order by position", [runId]),
    ],
    "mixed ones by value": [
      () => orderTrees(store, runId, { filter: "mixed", sort: "-value" }),
      () => bare(byValue, [runId]),
    ],
    "all by question": [
      () => orderTrees(store, runId, { sort: "question" }),
      () => bare(`${texts} order by q.text ${isPg ? 'collate "C"' : ""}, t.position`, [runId]),
    ],
    "level 5": [
      () => orderTrees(store, runId, { meta: { level: ["Level 5"] } }),
      () => bare(`${texts} and ${level} = 'Level 5' order by t.position`, [runId]),
    ],
    "trees by filter": [() => countTreesByFilter(store, runId), () => bare(counts, [runId])],
    facets: [() => treeFacets(store, runId, {}), () => bare(facets, [runId])],
    "neighbours among mixed by value": [
      () => neighboursInList(store, tree, { filter: "mixed", sort: "-value" }),
      () => bare(byValue, [runId]),
    ],
  };
  const table: Record<string, string>[] = [];
  for (const [what, [ours, plain]] of Object.entries(questions)) {
    const [own, raw]: [number[], number[]] = [[], []];
    for (let round = -5; round < rounds; round++) {
      for (const [work, times] of [
        [ours, own],
        [plain, raw],
      ] as const) {
        const start = performance.now();
        await work(Math.max(0, round));
        if (round >= 0) times.push(performance.now() - start);
      }
    }
    const [[p50, p95], [plain50, plain95]] = [spread(own), spread(raw)];
    table.push({
      [name]: what,
      "p50 ms": p50.toFixed(1),
      "p95 ms": p95.toFixed(1),
      "bare p50": plain50.toFixed(1),
      "bare p95": plain95.toFixed(1),
      "p50 ratio": (p50 / plain50).toFixed(1),
      "p95 ratio": (p95 / plain95).toFixed(1),
    });
  }
  console.table(table);
  await store.close();
}

const folder = mkdtempSync(path.join(tmpdir(), "malthouse-bench-"));
const file = path.join(folder, "malthouse.db");
const sqlite = await openStore({ file });
const reader = new DatabaseSync(file);
await measure("SQLite", sqlite, (statement, values) =>
  Promise.resolve(reader.prepare(statement).all(...values)),
);
reader.close();
rmSync(folder, { recursive: true });
const url = process.env["MALTHOUSE_TEST_DATABASE_URL"];
if (url) {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  const store = await openStore({ databaseUrl: url });
  await measure("PostgreSQL", store, (statement, values) => {
    let at = 0;
    return client.unsafe(
      statement.replaceAll("?", () => `$${(at += 1)}`),
      [...values],
      { prepare: true },
    );
  });
  await client.end();
}
