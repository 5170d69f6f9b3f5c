import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore, type Store } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { comparedTrees, drawnTrees, questionWords, treesAsking } from "../../db/queries/compared-trees.ts";
import { blindWords } from "../../db/queries/blind-words.ts";
import { nextBulkAt, pairKeys, wholeHistory } from "../../db/queries/bulk-decisions.ts";
import { countPairs } from "../../db/queries/count-pairs.ts";
import { exportTrees } from "../../db/queries/export-trees.ts";
import { failuresOfTrees } from "../../db/queries/failures.ts";
import { listGoldProblems } from "../../db/queries/gold-problems.ts";
import { treesMarkedWrong } from "../../db/queries/gold-marks.ts";
import { insertGroup } from "../../db/queries/insert-group.ts";
import { countTreesByFilter, listTrees } from "../../db/queries/list-trees.ts";
import { nodeShapes, nodesOfTree, nodeTexts } from "../../db/queries/nodes.ts";
import { listPairs } from "../../db/queries/pairs.ts";
import { listVanished } from "../../db/queries/vanished-pairs.ts";
import { runTotals } from "../../db/queries/run-totals.ts";
import { deleteRun } from "../../db/queries/runs.ts";
import { sampleAnswers } from "../../db/queries/sample-answers.ts";
import { countSuspects, countTreesToAudit, listSuspects, treesAlike } from "../../db/queries/suspicions.ts";
import { openTrees, treeNeighbours } from "../../db/queries/trees.ts";
import { valueLines } from "../../db/queries/verdict-lines.ts";
import { indexNew, searchTexts } from "../../db/search.ts";
import { fraction } from "../../lib/core/fraction.ts";
import { migrationsFolder } from "../support/stores.ts";
import { nodeOf, noSpend, storeRun } from "./stored-run.ts";

let folder: string;
let store: Store;
let seen: string[];
let runId: string;
let treeId: string;
const { prepare } = DatabaseSync.prototype;

/** Watches what the driver is asked to prepare: the statements as they are, not as we think they are. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "malthouse-plans-"));
  DatabaseSync.prototype.prepare = function (statement: string, ...rest: []) {
    seen?.push(statement);
    return prepare.call(this, statement, ...rest);
  };
  store = await openStore({ file: path.join(folder, "malthouse.db") });
  await migrate(store, migrationsFolder);
  const stored = await storeRun(store, { run: { status: "paused" } });
  [runId, treeId] = [stored.run.id, stored.treeIds[0]!];
  await insertGroup(store, { treeId, nodes: [nodeOf(runId, "1")], spend: noSpend });
});

afterAll(async () => {
  DatabaseSync.prototype.prepare = prepare;
  await store.close();
  await rm(folder, { recursive: true });
});

/** The plan of everything that `work` asks, a line a step. */
async function planOf(work: () => Promise<unknown>): Promise<string> {
  // A new store has prepared nothing yet, so that every statement is seen.
  await store.close();
  store = await openStore({ file: path.join(folder, "malthouse.db") });
  seen = [];
  await work();
  const statements = [...new Set(seen)].filter((statement) =>
    /^\s*(select|update|delete|with)\b/i.test(statement),
  );
  const file = new DatabaseSync(path.join(folder, "malthouse.db"), { readOnly: true });
  const lines = statements.flatMap((statement) => {
    const plan = prepare.call(file, `explain query plan ${statement}`);
    return plan
      .all(...Array.from<string>({ length: statement.split("?").length - 1 }).fill(""))
      .map((row) => String(row["detail"]));
  });
  file.close();
  expect(lines).not.toEqual([]);
  return lines.join("\n");
}

const pairs = { threshold: fraction(1, 2), incomplete: "exclude" as const, limit: 50 };
const cursorOf = (...place: unknown[]) => Buffer.from(JSON.stringify(place)).toString("base64url");

const screens: Record<string, () => Promise<unknown>> = {
  "a run's totals": () => runTotals(store, runId),
  "a run's trees": () => listTrees(store, runId, { limit: 50, filter: "mixed" }),
  "a run's trees, the next page": () => listTrees(store, runId, { limit: 50, cursor: cursorOf(3, 3) }),
  "a run's trees by value": () => listTrees(store, runId, { limit: 50, sort: "-value" }),
  "trees behind a number": async () => [
    await listTrees(store, runId, { limit: 50, having: { kind: "truncated", role: "a" } }),
    await listTrees(store, runId, {
      limit: 50,
      having: { kind: "correction", from: "correct", to: "incorrect" },
    }),
  ],
  "tree counts by filter": () => countTreesByFilter(store, runId),
  "a comparison of runs": async () => [
    await comparedTrees(store, runId),
    await questionWords(store, runId),
    await treesAsking(store, runId, "word"),
    await drawnTrees(store, [treeId]),
  ],
  "open trees": () => openTrees(store, runId),
  "suspect leaves": () => listSuspects(store, runId, { limit: 50 }),
  "suspect leaves of a signal, the next page": () =>
    listSuspects(store, runId, { limit: 50, signal: "no-answer", cursor: cursorOf(3, 3, "a") }),
  "suspects by filter": () => countSuspects(store, runId),
  "trees that the audit has not seen": () => countTreesToAudit(store, runId, "1"),
  "suspects alike": () => treesAlike(store, runId, "key", 50),
  "trees with a gold marked wrong": () => treesMarkedWrong(store, runId),
  "a tree": () => nodesOfTree(store, treeId),
  "a tree's neighbours": () => treeNeighbours(store, { runId, position: 1 }),
  "shapes of trees": () => nodeShapes(store, [treeId, "x"]),
  "texts of a tree": () => nodeTexts(store, treeId, ["1"]),
  "failed parts": () => failuresOfTrees(store, [treeId]),
  "value lines": () => valueLines(store, runId),
  pairs: () => listPairs(store, { ...pairs, runId, useLabels: true }),
  "pairs, the next page": () =>
    listPairs(store, { ...pairs, runId, useLabels: true, cursor: cursorOf(1, 1, "", 1, 1) }),
  "pairs under another threshold": () => listPairs(store, { ...pairs, runId, useLabels: false }),
  "undecided pairs of a role": () =>
    listPairs(store, { ...pairs, runId, useLabels: true, state: "undecided", role: "a" }),
  "pair counts with a margin": () =>
    countPairs(store, { ...pairs, runId, useLabels: false, minMargin: fraction(1, 3) }),
  "decided pairs that are none now": () => listVanished(store, runId, { limit: 50 }),
  "words given blind": () => blindWords(store, runId),
  "pairs of a bulk step": () =>
    pairKeys(store, { ...pairs, runId, useLabels: true, state: "undecided", limit: 10 }),
  "the history before a bulk step is taken back": async () => [
    await nextBulkAt(store, runId),
    await wholeHistory(store, runId),
  ],
  "words in texts": async () => [
    await indexNew(store, runId),
    await searchTexts(store, runId, "text", { limit: 5 }),
  ],
  "golds that cannot be read": () => listGoldProblems(store, "dataset", { limit: 50 }),
  "answers to try a rule on": () => sampleAnswers(store, "dataset", 20),
  "an export": async () => {
    for await (const tree of exportTrees(store, runId)) expect(tree.tree.runId).toBe(runId);
  },
  "a group's insert": () =>
    store.transaction((tx) => insertGroup(tx, { treeId, nodes: [nodeOf(runId, "2")], spend: noSpend })),
};

for (const [screen, work] of Object.entries(screens)) {
  test(`${screen}: no scan of nodes, trees, questions, failures or decisions`, async () => {
    const plan = await planOf(work);
    expect(plan).not.toMatch(
      /SCAN (nodes|chosen|rejected|trees|questions|failures|role_counts|decisions|current_decisions|search_entries)\b/,
    );
  });
}

test("suspects come in their order from an index, and are counted in one", async () => {
  for (const screen of ["suspect leaves", "suspect leaves of a signal, the next page"]) {
    const plan = await planOf(screens[screen]!);
    expect(plan).toMatch(/SEARCH suspicions USING INDEX suspicions_run_(rank|signal)/);
    expect(plan).not.toMatch(/TEMP B-TREE FOR ORDER BY/);
  }
  expect(await planOf(screens["suspects by filter"]!)).toMatch(/COVERING INDEX suspicions_run_signal/);
});

test("golds that cannot be read come from an index of nothing else", async () => {
  expect(await planOf(screens["golds that cannot be read"]!)).toMatch(/USING INDEX questions_gold_problem/);
});

test("sibling groups are counted in the index alone: no text's page is read", async () => {
  const groups = await planOf(() => countPairs(store, { ...pairs, runId, useLabels: false }));
  expect(groups).toMatch(/SEARCH nodes USING COVERING INDEX nodes_siblings/);
  const joined = await planOf(screens["pair counts with a margin"]!);
  expect(joined).toMatch(/SEARCH chosen USING COVERING INDEX nodes_siblings/);
  expect(joined).toMatch(/SEARCH rejected USING COVERING INDEX nodes_siblings/);
});

test("a pair's other side is looked up in its sibling group, not in its whole tree", async () => {
  for (const screen of [
    "pairs",
    "pairs, the next page",
    "pairs under another threshold",
    "undecided pairs of a role",
  ]) {
    const plan = await planOf(screens[screen]!);
    expect(plan).toMatch(
      /SEARCH rejected USING COVERING INDEX nodes_siblings \(tree_id=\? AND parent_key=\?/,
    );
  }
});

test("a deletion finds what it takes along by indexes", async () => {
  const plan = await planOf(() => deleteRun(store, runId));
  expect(plan).not.toMatch(/SCAN (nodes|trees|questions|failures|decisions|overrides)\b/);
});
