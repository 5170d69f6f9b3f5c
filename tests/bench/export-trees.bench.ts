import { createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createDeflateRaw } from "node:zlib";
import { openStore } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { insertGroup } from "../../db/queries/insert-group.ts";
import { getRun } from "../../db/queries/runs.ts";
import { treesAt } from "../../db/queries/list-trees.ts";
import { exportSettled, startExport } from "../../lib/engine/build-export.ts";
import { noSpend, nodeOf } from "../db/stored-run.ts";
import { plantTrees } from "./run-page/plant-trees.ts";

// 7,500 trees of 39 nodes as an export of whole trees, against the least that does it: the bare driver's rows, JSON,
// one deflated file. In turns, in one process; the highest memory of each side beside them.
const rounds = process.argv.includes("--full") ? 5 : 2;
const megabyte = 1024 ** 2;

const folder = mkdtempSync(path.join(tmpdir(), "malthouse-export-"));
const file = path.join(folder, "store.sqlite");
const store = await openStore({ file });
try {
  await migrate(store, path.resolve("db/migrations"));
  const runId = await plantTrees(store);
  const [first] = await treesAt(store, runId, [0]);
  if (!first) throw new Error("the bench's trees are not there");
  const paths = ["1", "2", "3"].flatMap((g) => [
    g,
    ...["1", "2", "3"].flatMap((v) => [`${g}.${v}`, ...["1", "2", "3"].map((r) => `${g}.${v}.${r}`)]),
  ]);
  await insertGroup(store, {
    treeId: first.id,
    nodes: paths.map((at) =>
      nodeOf(runId, at, { text: Array.from({ length: 60 }, (_, word) => `${at}#${word * 7919}`).join(" ") }),
    ),
    spend: noSpend,
  });
  const bare = new DatabaseSync(file);
  const columns = bare
    .prepare("select name from pragma_table_info('nodes')")
    .all()
    .map(({ name }) => String(name));
  const own = new Map([
    ["id", "t.id || n.path"],
    ["tree_id", "t.id"],
    [
      "parent_id",
      "case when n.parent_key = '' then null else t.id || substr(n.path, 1, length(n.path) - 2) end",
    ],
    ["text", "replace(n.text, '#', t.position || '-')"],
  ]);
  bare.exec(
    `insert into nodes (${columns.join()}) select ${columns.map((name) => own.get(name) ?? `n.${name}`).join()} from trees t join nodes n on n.tree_id = '${first.id}' where t.run_id = '${runId}' and t.id <> '${first.id}'`,
  );
  const count = bare.prepare("select count(*) as count from nodes").get()?.["count"];

  const plain = async (): Promise<number> => {
    const target = path.join(folder, "plain.bin");
    await pipeline(Readable.from(bareLines(bare, runId)), createDeflateRaw(), createWriteStream(target));
    return statSync(target).size;
  };
  const ours = async (): Promise<number> => {
    const log = { error: (error: unknown) => console.error(error) };
    const { id } = await startExport({ store, folder, log }, { runIds: [runId], format: "trees" });
    await exportSettled(id);
    return statSync(path.join(folder, `${id}.zip`)).size;
  };
  console.log(
    `${String(count)} nodes of ${(await getRun(store, runId)).treesTotal} trees, ${rounds} rounds in turns`,
  );
  const taken: Record<string, { seconds: number[]; memory: number; size: number }> = {};
  for (let round = 0; round < rounds; round++)
    for (const [name, work] of [
      ["bare", plain],
      ["export", ours],
    ] as const) {
      const side = (taken[name] ??= { seconds: [], memory: 0, size: 0 });
      globalThis.gc?.();
      const watch = setInterval(() => (side.memory = Math.max(side.memory, process.memoryUsage().rss)), 50);
      const start = performance.now();
      side.size = await work();
      side.seconds.push((performance.now() - start) / 1000);
      clearInterval(watch);
    }
  for (const [name, { seconds, memory, size }] of Object.entries(taken))
    console.log(
      `${name.padEnd(6)} best ${Math.min(...seconds).toFixed(1)} s (${seconds.map((each) => each.toFixed(1)).join(", ")}), at most ${Math.round(memory / megabyte)} MB of memory, ${Math.round(size / megabyte)} MB written`,
    );
  const best = (name: string): number => Math.min(...(taken[name]?.seconds ?? []));
  console.log(`ratio ${(best("export") / best("bare")).toFixed(2)}`);
  bare.close();
} finally {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}

/** A line a tree of what the tables hold, ten trees read at a time. */
function* bareLines(bare: DatabaseSync, runId: string): Generator<string> {
  const trees = bare.prepare(
    "select t.*, q.text, q.gold from trees t join questions q on q.id = t.question_id where t.run_id = ? and t.position > ? order by t.position limit 10",
  );
  const nodes = bare.prepare("select * from nodes where tree_id = ? order by path_key");
  for (let after = -1; ;) {
    const page = trees.all(runId, after);
    for (const tree of page) yield `${JSON.stringify({ ...tree, nodes: nodes.all(String(tree["id"])) })}\n`;
    const last = page.at(-1);
    if (!last) return;
    after = Number(last["position"]);
  }
}
