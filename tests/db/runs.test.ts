import { count } from "drizzle-orm";
import { expect, test } from "vitest";
import { createEndpoint, deleteEndpoint, getEndpoint, patchEndpoint } from "../../db/queries/endpoints.ts";
import {
  buildingExports,
  createExport,
  getExport,
  listExports,
  updateExport,
} from "../../db/queries/exports.ts";
import { deleteFailures, failuresOfTrees, insertFailure } from "../../db/queries/failures.ts";
import { insertGroup } from "../../db/queries/insert-group.ts";
import { removeLeftovers } from "../../db/queries/leftovers.ts";
import { runTotals } from "../../db/queries/run-totals.ts";
import {
  addNotice,
  countRunsByStatus,
  countRunsUsingEndpoint,
  createRun,
  deleteRun,
  getRun,
  listRuns,
  runsToResume,
  updateRun,
} from "../../db/queries/runs.ts";
import { saveCredit } from "../../db/queries/save-credit.ts";
import { addTrees, countTreesByStatus, openTrees, setTreeStatus } from "../../db/queries/trees.ts";
import { addRunQuestions } from "../../db/queries/questions.ts";
import { saveDecisions } from "../../db/queries/decisions.ts";
import { indexNew } from "../../db/search.ts";
import { one, fraction } from "../../lib/core/fraction.ts";
import { describeStores } from "../support/stores.ts";
import { emptySummary, newRun, nodeOf, noSpend, questionOf, storeRun } from "./stored-run.ts";

const unspent = {
  identical: 0,
  requests: 0,
  retries: 0,
  answers: 0,
  promptTokens: 0,
  completionTokens: 0,
  cachedPromptTokens: 0,
  estimatedTokens: 0,
  unkeptTokens: 0,
  costUsd: 0,
  unkeptUsd: 0,
  latencyMs: 0,
};

describeStores("runs", (open) => {
  test("createRun(questions) makes a waiting tree for each, in order, and counts what is planned", async () => {
    const store = await open();
    const { run, treeIds } = await storeRun(store, { questions: 4, run: { nodesPerTree: 39 } });
    expect(run).toMatchObject({ treesTotal: 4, nodesTotal: 156, notices: [], endpoints: [], config: null });
    expect((await openTrees(store, run.id)).map((tree) => [tree.id, tree.position, tree.status])).toEqual(
      treeIds.map((id, position) => [id, position, "waiting"]),
    );
  });

  test("createRun(tx) with a question that is not there leaves no run", async () => {
    const store = await open();
    await expect(store.transaction((tx) => createRun(tx, newRun(), ["nowhere"]))).rejects.toThrow();
    expect((await listRuns(store, { limit: 10 })).items).toEqual([]);
  });

  test("an imported run brings its own questions and takes them along when it goes", async () => {
    const store = await open();
    const run = await store.transaction(async (tx) => {
      const made = await createRun(
        tx,
        newRun({ isImported: true, status: "completed", nodesPerTree: 0 }),
        [],
      );
      const ids = await addRunQuestions(tx, made.id, [questionOf(1), questionOf(2)]);
      await addTrees(
        tx,
        made.id,
        ids.map((questionId) => ({ questionId, nodesTotal: 5, status: "completed" as const })),
        0,
      );
      return made;
    });
    expect(await getRun(store, run.id)).toMatchObject({ treesTotal: 2, nodesTotal: 10, datasetId: null });
    expect(await countTreesByStatus(store, run.id)).toEqual({
      waiting: 0,
      growing: 0,
      completed: 2,
      failed: 0,
    });
    await deleteRun(store, run.id);
    const [rows] = await store.db.select({ rows: count() }).from(store.t.questions);
    expect(rows?.rows).toBe(0);
  });

  test("listRuns(status, q, cursor) gives each matching run once, newest first", async () => {
    const store = await open();
    const { datasetId } = await storeRun(store, {
      questions: 1,
      run: { name: "Run 0", status: "completed" },
    });
    for (let index = 1; index < 6; index++) {
      const status = index % 2 === 0 ? "completed" : "paused";
      await createRun(store, newRun({ name: `Run ${index}`, status, datasetId }), []);
    }
    const names = async (query: Parameters<typeof listRuns>[1]) => {
      const page = await listRuns(store, query);
      return [page.items.map((run) => run.name).join(), page.nextCursor] as const;
    };
    expect(await names({ limit: 50 })).toEqual(["Run 5,Run 4,Run 3,Run 2,Run 1,Run 0", null]);
    expect(await names({ limit: 50, status: "paused" })).toEqual(["Run 5,Run 3,Run 1", null]);
    expect(await names({ limit: 50, q: "rUN 4" })).toEqual(["Run 4", null]);
    const [first, cursor] = await names({ limit: 2, status: "completed" });
    expect(first).toBe("Run 4,Run 2");
    expect(await names({ limit: 2, status: "completed", cursor: cursor! })).toEqual(["Run 0", null]);
  });

  test("addNotice(run) by several at once loses none", async () => {
    const store = await open();
    const { run } = await storeRun(store);
    const codes = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const at = new Date().toISOString();
    await Promise.all(
      codes.map((code) =>
        store.transaction((tx) => addNotice(tx, run.id, { at, code, message: "", level: "info" })),
      ),
    );
    const { notices } = await getRun(store, run.id);
    expect(notices.map(({ code }) => code).toSorted()).toEqual(codes);
  });

  test("updateRun(change) leaves out what is undefined; addNotice keeps the newest hundred", async () => {
    const store = await open();
    const { run } = await storeRun(store, { run: { budget: { usd: 5 } } });
    const until = new Date("2026-05-05T05:05:05.005Z");
    await updateRun(store, run.id, { waitingFor: "rate_limit", waitingUntil: until, name: undefined });
    expect(await getRun(store, run.id)).toMatchObject({
      name: "a run",
      waitingFor: "rate_limit",
      waitingUntil: until,
      budget: { usd: 5 },
    });
    await updateRun(store, run.id, { budget: null });
    for (let index = 0; index < 103; index++) {
      await store.transaction((tx) =>
        addNotice(tx, run.id, { at: "2026-01-01T00:00:00Z", code: "n", message: `${index}`, level: "info" }),
      );
    }
    const { notices, budget } = await getRun(store, run.id);
    expect(budget).toBeNull();
    expect([notices.length, notices[0]?.message, notices.at(-1)?.message]).toEqual([100, "3", "102"]);
    await expect(updateRun(store, "none", { name: "x" })).rejects.toMatchObject({ code: "not_found" });
  });

  test("runsToResume gives queued and growing runs, oldest first", async () => {
    const store = await open();
    const statuses = ["queued", "growing", "paused", "completed", "cancelled", "failed"] as const;
    for (const status of statuses) await createRun(store, newRun({ name: status, status }), []);
    expect((await runsToResume(store)).map((run) => run.name)).toEqual(["queued", "growing"]);
    const { queued = 0, growing = 0 } = await countRunsByStatus(store);
    expect(queued + growing).toBe(2);
  });

  test("deleteEndpoint is refused while an unfinished run uses it", async () => {
    const store = await open();
    const endpoint = await createEndpoint(store, {
      name: "vllm",
      baseUrl: "http://localhost:1/v1",
      apiKey: "sealed",
      apiKeyEnv: null,
      maxConcurrency: 1,
      requestsPerMinute: null,
      tokensPerMinute: null,
      timeoutSeconds: 1,
      prices: {},
    });
    expect(await patchEndpoint(store, endpoint.id, { name: "sglang", apiKey: undefined })).toEqual({
      ...endpoint,
      name: "sglang",
    });
    expect(await patchEndpoint(store, endpoint.id, { apiKey: null })).toMatchObject({ apiKey: null });
    const config = { roles: { a: { endpointId: endpoint.id }, b: { endpointId: "other" } } };
    const run = await createRun(store, newRun({ status: "paused", config }), []);
    expect(await countRunsUsingEndpoint(store, endpoint.id)).toBe(1);
    await expect(deleteEndpoint(store, endpoint.id)).rejects.toMatchObject({ code: "wrong_state" });
    await updateRun(store, run.id, { status: "cancelled" });
    await deleteEndpoint(store, endpoint.id);
    await expect(getEndpoint(store, endpoint.id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("runTotals(id) adds up trees, roles, spend and failures", async () => {
    const store = await open();
    const { run, treeIds } = await storeRun(store, { questions: 3 });
    const spend = { requests: 2, retries: 1, promptTokens: 100, completionTokens: 10, costUsd: 0.25 };
    for (const treeId of treeIds.slice(0, 2)) {
      await insertGroup(store, { treeId, nodes: [nodeOf(run.id, "1"), nodeOf(run.id, "2")], spend });
      await saveCredit(store, treeId, {
        nodes: [],
        summary: {
          ...emptySummary,
          leaves: 9,
          correctLeaves: 4,
          unknownLeaves: 1,
          value: one,
          rolePairs: { a: 2, b: 3 },
        },
        roleCounts: {
          a: { nodes: 3, correct: 1, unknown: 0, positives: 2, pairs: 2, truncated: 0 },
          b: { nodes: 9, correct: 4, unknown: 1, positives: 4, pairs: 3, truncated: 1 },
        },
      });
    }
    expect(await setTreeStatus(store, treeIds[0]!, "completed")).toBe(true);
    expect(await setTreeStatus(store, treeIds[0]!, "completed")).toBe(false);
    await setTreeStatus(store, treeIds[1]!, "failed");
    const failure = {
      runId: run.id,
      treeId: treeIds[1]!,
      role: "a",
      code: "x",
      message: "m",
      at: new Date(5),
    };
    await insertFailure(store, { ...failure, path: "1.1", attempts: 3 });
    await insertFailure(store, { ...failure, path: "1.1", attempts: 4 });
    await insertFailure(store, { ...failure, path: "2", attempts: 1 });
    expect(await runTotals(store, run.id)).toEqual({
      treesTotal: 3,
      treesDone: 1,
      treesFailed: 1,
      nodesDone: 4,
      nodesTotal: 9,
      leaves: 18,
      correctLeaves: 8,
      unknownLeaves: 2,
      overrides: 0,
      disagreements: 0,
      pairs: 10,
      failedParts: 2,
      requests: 4,
      retries: 2,
      promptTokens: 200,
      completionTokens: 20,
      costUsd: 0.5,
      roles: {
        a: { ...unspent, nodes: 6, correct: 2, unknown: 0, positives: 4, pairs: 4 },
        b: { ...unspent, nodes: 18, correct: 8, unknown: 2, positives: 8, pairs: 6 },
      },
      machines: [],
    });
    expect((await failuresOfTrees(store, treeIds)).map((part) => [part.path, part.attempts])).toEqual([
      ["2", 1],
      ["1.1", 4],
    ]);
    expect(await deleteFailures(store, run.id)).toEqual([treeIds[1]]);
    expect((await runTotals(store, run.id)).failedParts).toBe(0);
  });

  test("runTotals(a run without trees) is all zeros", async () => {
    const store = await open();
    const run = await createRun(store, newRun(), []);
    expect(await runTotals(store, run.id)).toMatchObject({
      treesTotal: 0,
      nodesDone: 0,
      costUsd: 0,
      roles: {},
    });
  });

  test("deleteRun(id) is refused while it grows, and takes everything of the run along", async () => {
    const store = await open();
    const { run, treeIds } = await storeRun(store, { questions: 50 });
    await expect(deleteRun(store, run.id)).rejects.toMatchObject({ code: "wrong_state" });
    for (const treeId of treeIds)
      await insertGroup(store, { treeId, nodes: [nodeOf(run.id, "1")], spend: noSpend });
    await indexNew(store, run.id);
    const decision = {
      chosenNodeId: "a",
      rejectedNodeId: "b",
      reason: null,
      author: null,
      blind: null,
      leftNodeId: null,
      bulk: null,
    };
    await saveDecisions(store, run.id, [{ ...decision, verdict: "accept", at: new Date() }]);
    await updateRun(store, run.id, { status: "cancelled" });
    await deleteRun(store, run.id);
    await expect(getRun(store, run.id)).rejects.toMatchObject({ code: "not_found" });
    const { runs, trees, nodes, searchEntries, decisions, currentDecisions } = store.t;
    for (const table of [runs, trees, nodes, searchEntries, decisions, currentDecisions]) {
      const [rows] = await store.db.select({ rows: count() }).from(table);
      expect(rows?.rows).toBe(0);
    }
  });

  test("removeLeftovers finishes a deletion that a stop broke off", async () => {
    const store = await open();
    const { run } = await storeRun(store, { questions: 3 });
    await store.db.update(store.t.runs).set({ isDeleted: true });
    expect((await listRuns(store, { limit: 10 })).items).toEqual([]);
    await expect(getRun(store, run.id)).rejects.toMatchObject({ code: "not_found" });
    await removeLeftovers(store);
    const [rows] = await store.db.select({ rows: count() }).from(store.t.trees);
    expect(rows?.rows).toBe(0);
  });

  test("an export changes while it is built and never after", async () => {
    const store = await open();
    const made = await createExport(store, {
      recipe: { format: "trl" },
      recipeHash: "h",
      runs: [{ id: "r", name: "n" }],
    });
    expect(await getExport(store, made.id)).toEqual(made);
    expect(await buildingExports(store)).toEqual([made]);
    await updateExport(store, made.id, { progress: 0.5 });
    const files = [{ path: "data/a.jsonl", rows: 2, bytes: 10, sha256: "s" }];
    await updateExport(store, made.id, { status: "ready", progress: 1, files, rows: 2, bytes: 2 ** 40 });
    await expect(updateExport(store, made.id, { status: "failed" })).rejects.toMatchObject({
      code: "wrong_state",
    });
    expect((await listExports(store, { limit: 5 })).items).toMatchObject([
      { status: "ready", files, bytes: 2 ** 40 },
    ]);
    await expect(getExport(store, "none")).rejects.toMatchObject({ code: "not_found" });
  });

  test("a node's value that SQL could not compare exactly is refused", async () => {
    const store = await open();
    const { run, treeIds } = await storeRun(store);
    const treeId = treeIds[0]!;
    await insertGroup(store, { treeId, nodes: [nodeOf(run.id, "1", { id: "one" })], spend: noSpend });
    const creditOf = (denominator: bigint) => {
      const [value, leaves] = [
        fraction(1n, denominator),
        { leaves: 1, correctLeaves: 1, isIncomplete: false },
      ];
      return {
        nodes: [{ id: "one", value, ...leaves, label: null, localLabel: null }],
        summary: emptySummary,
        roleCounts: {},
      };
    };
    await saveCredit(store, treeId, creditOf(3_000_000n));
    await expect(saveCredit(store, treeId, creditOf(3_000_001n))).rejects.toMatchObject({
      code: "invalid_request",
    });
  });

  test("a value above 53 bits is refused rather than rounded", async () => {
    const store = await open();
    const { treeIds } = await storeRun(store);
    const summary = { ...emptySummary, value: fraction(1n, 2n ** 53n) };
    await expect(
      saveCredit(store, treeIds[0]!, { nodes: [], summary, roleCounts: {} }),
    ).rejects.toMatchObject({
      code: "invalid_request",
    });
  });
});
