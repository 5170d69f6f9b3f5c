import fc from "fast-check";
import { expect, test } from "vitest";
import type { Store } from "../../db/client.ts";
import { type NewDecision, saveDecisions } from "../../db/queries/decisions.ts";
import { exportTrees } from "../../db/queries/export-trees.ts";
import { removeLeftovers } from "../../db/queries/leftovers.ts";
import { putOverride } from "../../db/queries/overrides.ts";
import { runTotals } from "../../db/queries/run-totals.ts";
import { deleteRun, getRun, listRuns } from "../../db/queries/runs.ts";
import { oddByRole } from "../../db/queries/verdict-lines.ts";
import type { RunRow } from "../../db/rows.ts";
import { MalthouseError } from "../../lib/core/errors.ts";
import { importRun } from "../../lib/engine/import-run.ts";
import { outgoingTrees } from "../../lib/engine/outgoing-trees.ts";
import { refreshTree } from "../../lib/engine/refresh-tree.ts";
import { policyOf } from "../../lib/engine/run-policy.ts";
import { inChunks } from "../datasets/bytes.ts";
import { recordOf } from "../support/arbitrary-tree.ts";
import { describeStores } from "../support/stores.ts";
import { configOf, pairsOf, type PlantedRun, plantRun } from "./plant-run.ts";

type Line = Record<string, unknown>;

async function linesOf(store: Store, runId: string): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const { line } of outgoingTrees(store, await getRun(store, runId)))
    lines.push(JSON.parse(line) as Line);
  return lines;
}

const importLines = (
  store: Store,
  lines: readonly unknown[],
  given: { name?: string } = {},
): Promise<RunRow> =>
  importRun(
    store,
    inChunks(lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"), 4096),
    {
      fileName: "trees.jsonl",
      ...given,
    },
  );

/** A line by hand: verdicts as in recordOf, values and labels that are not true. */
const lineOf = (verdicts: readonly (readonly string[])[], more: Line = {}): Line => ({
  schema: "malthouse.tree/1",
  runId: "r",
  protocol: "malt",
  question: "How many?",
  gold: "42",
  threshold: 0.5,
  nodes: recordOf(verdicts).nodes.map(({ path, role, text, verdict }) => ({
    id: `n${path}`,
    role,
    path,
    text,
    verdict,
    value: 0.123,
    label: "positive",
  })),
  ...more,
});

const rowCounts = async ({ db, t }: Store): Promise<number[]> =>
  await Promise.all(
    [t.runs, t.questions, t.trees, t.nodes, t.decisions, t.overrides, t.failures].map((table) =>
      db.$count(table),
    ),
  );

/** Everything of a run but its ids: nodes are named by tree and path. */
async function contentOf(store: Store, runId: string): Promise<unknown> {
  const names = new Map<unknown, string>([[null, "none"]]);
  const lines = await linesOf(store, runId);
  for (const [index, line] of lines.entries())
    for (const node of line["nodes"] as Line[]) names.set(node["id"], `${index} ${String(node["path"])}`);
  const idFields = new Set(["id", "parentId", "nodeId", "chosenNodeId", "rejectedNodeId", "leftNodeId"]);
  return JSON.parse(
    JSON.stringify(lines, (key, value: unknown) => {
      if (["runId", "treeId", "questionId"].includes(key)) return undefined;
      return idFields.has(key)
        ? (names.get(value) ?? expect.fail(`${key} ${String(value)} is no node`))
        : value;
    }),
  );
}

const anyText = fc.oneof(
  fc.constant(""),
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "grapheme", minLength: 200 }),
);
const anyTime = fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
const anyNode = fc.record({
  text: anyText,
  reasoning: fc.option(anyText),
  finishReason: fc.constantFrom("stop", "length", null),
  answer: fc.constantFrom(null, { raw: "", normalized: "7", start: 0, end: 0 }),
  judge: fc.constantFrom(null, { method: "number", reason: "equal", version: "3", flags: ["late"] }),
  claim: fc.constantFrom("correct" as const, "incorrect" as const, null),
  model: fc.option(fc.string({ unit: "grapheme" })),
  promptTokens: fc.option(fc.nat()),
  completionTokens: fc.option(fc.nat()),
  cachedPromptTokens: fc.option(fc.nat()),
  isEstimated: fc.boolean(),
  costUsd: fc.option(fc.double({ min: 0, max: 9, noNaN: true }).map(Math.abs)),
  latencyMs: fc.option(fc.double({ min: 0, max: 1e5, noNaN: true }).map(Math.abs)),
  seed: fc.option(fc.nat()),
  systemFingerprint: fc.option(fc.string({ unit: "grapheme" })),
  requestId: fc.option(fc.string({ unit: "grapheme" })),
  createdAt: fc.option(anyTime),
});
const anyTree = fc
  .tuple(
    fc.array(fc.constantFrom("ccc", "cci", "ciu", "iii", "uuu", "cix", "xxx"), {
      minLength: 2,
      maxLength: 2,
    }),
    fc.array(anyNode, { minLength: 3, maxLength: 3 }),
  )
  .map(([row, [first, middle, leaf]]) => ({
    verdicts: [row, ["ccc", "iii"]],
    nodes: { "1": first!, "1.2": middle!, "2.1.1": leaf! },
  }));
const anyWord = fc.record({
  verdict: fc.constantFrom<NewDecision["verdict"]>("accept", "reject", "swap", "tie", "flag", "clear"),
  reason: fc.option(fc.string({ unit: "grapheme" })),
  author: fc.option(fc.string({ unit: "grapheme" })),
  blind: fc.option(fc.boolean()),
  bulk: fc.option(fc.boolean()),
  at: anyTime,
});

type Word = Omit<NewDecision, "chosenNodeId" | "rejectedNodeId" | "leftNodeId">;

/** Decisions on one pair of the first tree, and an override that is taken back and given again. */
async function sayThings(
  store: Store,
  { run, idOf, treeIds }: PlantedRun,
  words: readonly Word[],
): Promise<void> {
  const [chosenNodeId, rejectedNodeId] = [idOf(0, "2.1"), idOf(0, "2.2")];
  await saveDecisions(
    store,
    run.id,
    words.map((word, index) => ({
      ...word,
      chosenNodeId,
      rejectedNodeId,
      leftNodeId: index % 2 ? null : rejectedNodeId,
    })),
  );
  for (const verdict of ["correct", null, "unknown"] as const)
    await putOverride(store, {
      nodeId: idOf(0, "2.2.1"),
      verdict,
      author: "Ada",
      reason: null,
      at: new Date("2026-03-04T05:06:07.089Z"),
    });
  await refreshTree(store, treeIds[0]!, policyOf(run));
}

const unbooked = ({ roles, ...totals }: Awaited<ReturnType<typeof runTotals>>) => ({
  ...totals,
  roles: Object.entries(roles).map(([role, { nodes, correct, unknown, positives, pairs }]) => [
    role,
    { nodes, correct, unknown, positives, pairs },
  ]),
});

describeStores("importRun", (open) => {
  test("counts siblings that repeat one before them by role, as a run does while it grows", async () => {
    const store = await open();
    const line = lineOf([["cci", "ii"], ["ccc"]]);
    const same = new Set(["1.1.1", "1.1.3", "2.1.1", "2.1.2", "2.1.3", "1.2", "1.1"]);
    const nodes = (line["nodes"] as Line[]).map((node) =>
      same.has(String(node["path"])) ? { ...node, text: `The same\n ${String(node["role"])}` } : node,
    );
    const run = await importLines(store, [{ ...line, nodes }]);
    const odd = await oddByRole(store, run.id);
    expect([...odd].map(([role, { identical }]) => [role, identical]).toSorted()).toEqual([
      ["generator", 0],
      ["refiner", 3],
      ["verifier", 1],
    ]);
  });

  test("gives back everything that outgoingTrees wrote but the ids, and again from the copy", async () => {
    const store = await open();
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyTree, { minLength: 1, maxLength: 3 }),
        fc.array(anyWord, { maxLength: 3 }),
        fc.constantFrom("incorrect" as const, "exclude" as const),
        fc.constantFrom("exclude" as const, "include" as const),
        fc.constantFrom("0.5", "0.6", "0"),
        async (trees, words, unknownLeaves, incomplete, threshold) => {
          const config = configOf({ generator: 2, verifier: 2, refiner: 3 });
          const times = {
            startedAt: new Date("2026-01-01T00:00:00.001Z"),
            finishedAt: new Date("2026-01-02T00:00:00.002Z"),
          };
          const original = await plantRun(store, trees, {
            config,
            unknownLeaves,
            incomplete,
            threshold,
            budget: { usd: 2.5 },
            ...times,
          });
          await sayThings(store, original, words);
          const content = await contentOf(store, original.run.id);
          const copy = await importLines(store, await linesOf(store, original.run.id));
          expect(await contentOf(store, copy.id)).toEqual(content);
          const totals = await runTotals(store, copy.id);
          // What requests of a role used is added up from the nodes; the planted run made none.
          expect(unbooked(totals)).toEqual({
            ...unbooked(await runTotals(store, original.run.id)),
            nodesTotal: copy.treesTotal * 18,
          });
          const second = await importLines(store, await linesOf(store, copy.id));
          expect(await contentOf(store, second.id)).toEqual(content);
          expect(await runTotals(store, second.id)).toEqual(totals);
          expect(copy).toMatchObject({
            status: "completed",
            name: original.run.name,
            configHash: original.run.configHash,
            isImported: true,
            datasetId: null,
            ...times,
          });
        },
      ),
      { numRuns: 12 },
    );
  });

  test("gives run, trees, questions and nodes ids of their own", async () => {
    const store = await open();
    const { run } = await plantRun(store, [{ verdicts: [["cci", "iii"]] }]);
    const lines = await linesOf(store, run.id);
    const copy = await importLines(store, lines);
    const before = new Set(JSON.stringify(lines).match(/\b(?:run|tree|question|node)_\w+/g));
    const after =
      JSON.stringify(await linesOf(store, copy.id)).match(/\b(?:run|tree|question|node)_\w+/g) ?? [];
    expect(after.length).toBeGreaterThan(10);
    expect(after.filter((id) => before.has(id))).toEqual([]);
    await deleteRun(store, run.id);
    expect(await linesOf(store, copy.id)).toHaveLength(1);
  });

  test.each([
    [
      "two of three, one of three, none",
      [["cci", "cii", "iii"]],
      {},
      { generator: 0, verifier: 2, refiner: 4 },
    ],
    [
      "a mean of 4/9 is not above a half",
      [
        ["cci", "cci", "iii"],
        ["ccc", "ccc", "ccc"],
      ],
      {},
      { generator: 1, verifier: 2, refiner: 4 },
    ],
    [
      "one half is not above one half",
      [
        ["ci", "ci"],
        ["cc", "ci"],
      ],
      {},
      { generator: 1, verifier: 1, refiner: 3 },
    ],
    [
      "no pair where all is right",
      [
        ["cc", "cc"],
        ["cc", "cc"],
      ],
      {},
      { generator: 0, verifier: 0, refiner: 0 },
    ],
    [
      "3/5 is not above 0.6",
      [Array.from({ length: 5 }, () => "ccici"), Array.from({ length: 5 }, () => "ccccc")],
      { threshold: 0.6 },
      { generator: 1, verifier: 0, refiner: 30 },
    ],
    [
      "sixths whose floats add up to more than a half",
      [
        ["ciiiii", "ciiiii", "ciiiii", "ccccci", "ccccci", "ccccci"],
        Array.from({ length: 6 }, () => "cccccc"),
      ],
      {},
      { generator: 1, verifier: 9, refiner: 30 },
    ],
    [
      "unknown leaves count as incorrect where the file says nothing",
      [["cuu", "cci"]],
      {},
      { generator: 0, verifier: 1, refiner: 4 },
    ],
    [
      "unknown leaves are out of the mean under exclude",
      [["cuu", "cci", "uuu", "iiu"]],
      { unknownLeaves: "exclude" },
      { generator: 0, verifier: 2, refiner: 2 },
    ],
  ])(
    "works values and pairs out from the verdicts, whatever the file says: %s",
    async (_, verdicts, more, pairs) => {
      const store = await open();
      const run = await importLines(store, [lineOf(verdicts, more)]);
      expect(run.status).toBe("completed");
      expect(await pairsOf(store, run.id)).toEqual(pairs);
    },
  );

  test("carries a value that leaf counts would get wrong", async () => {
    const store = await open();
    const run = await importLines(store, [lineOf([["cuu", "cii"]], { unknownLeaves: "exclude" })]);
    for await (const { nodes } of exportTrees(store, run.id))
      expect(nodes.slice(0, 1)).toMatchObject([
        { valueNumerator: 2, valueDenominator: 3, label: "positive", leaves: 6, correctLeaves: 2 },
      ]);
  });

  test("leaves null what the file leaves out", async () => {
    const store = await open();
    const run = await importLines(store, [lineOf([["c"]])]);
    expect(run).toMatchObject({
      config: null,
      configHash: "",
      threshold: "0.5",
      unknownLeaves: "incorrect",
      incomplete: "exclude",
      name: "trees",
      budget: null,
      startedAt: null,
      finishedAt: null,
      isSimulated: false,
    });
    for await (const { nodes, question } of exportTrees(store, run.id)) {
      expect(question).toMatchObject({ task: "custom", meta: {} });
      for (const node of nodes)
        expect(node).toMatchObject({
          reasoning: null,
          finishReason: null,
          answer: null,
          judge: null,
          model: null,
          promptTokens: null,
          costUsd: null,
          latencyMs: null,
          createdAt: null,
          override: null,
          claim: null,
        });
    }
    expect((await importLines(store, [lineOf([["c"]])], { name: "by hand" })).name).toBe("by hand");
  });

  test("takes a node's override where the history is missing", async () => {
    const store = await open();
    const line = lineOf([["ci"]]);
    const nodes = (line["nodes"] as Line[]).map((node) =>
      node["path"] === "1.1.2" ? { ...node, override: { verdict: "correct" } } : node,
    );
    const run = await importLines(store, [{ ...line, nodes }]);
    expect(await runTotals(store, run.id)).toMatchObject({
      leaves: 2,
      correctLeaves: 2,
      overrides: 1,
      pairs: 0,
    });
  });

  test("pauses a run whose trees are unfinished, where the config to grow them is there", async () => {
    const store = await open();
    const config = configOf({ generator: 1, verifier: 2, refiner: 2 });
    const lines = [
      lineOf([["cc", "ii"]]),
      lineOf([["cc"]]),
      lineOf([["cx", "ii"]], { failures: [{ path: "1.1.2", role: "refiner" }] }),
      lineOf([]),
    ];
    const run = await importLines(
      store,
      lines.map((line) => ({ ...line, config })),
    );
    expect(run).toMatchObject({ status: "paused", waitingFor: "user", finishedAt: null });
    expect((await linesOf(store, run.id)).map((line) => line["status"])).toEqual([
      "completed",
      "growing",
      "failed",
      "waiting",
    ]);
    expect(await runTotals(store, run.id)).toMatchObject({
      treesTotal: 4,
      nodesTotal: 28,
      treesDone: 1,
      treesFailed: 1,
    });
    const done = await importLines(store, [{ ...lines[0], config }]);
    expect(done).toMatchObject({ status: "completed", waitingFor: null });
    const bare = await importLines(store, [{ ...lines[1], status: "growing" }]);
    expect(bare).toMatchObject({ status: "completed", waitingFor: null });
    expect((await linesOf(store, bare.id)).map((line) => line["status"])).toEqual(["growing"]);
  });

  test.each([
    ["text that is not JSON", "{", "line 30"],
    ["another run's tree", lineOf([["c"]], { runId: "other" }), "line 30.runId"],
    ["another threshold", lineOf([["c"]], { threshold: 0.4 }), "line 30.threshold"],
    [
      "a path without its parent",
      lineOf([], { nodes: [{ id: "a", role: "verifier", path: "1.1", text: "" }] }),
      "line 30.nodes.0.path",
    ],
    [
      "a decision on a stranger",
      lineOf([["ci"]], { decisions: [{ chosenNodeId: "n1", rejectedNodeId: "x", verdict: "accept" }] }),
      "line 30.decisions.0.rejectedNodeId",
    ],
    [
      "an override above the leaves",
      lineOf([["ci"]], { overrides: [{ nodeId: "n1", verdict: "correct" }] }),
      "line 30.overrides.0.nodeId",
    ],
    ["a time that is none", lineOf([["c"]], { run: { startedAt: "soon" } }), "line 30.run.startedAt"],
    ["a protocol that is not known", lineOf([["c"]], { protocol: "chess" }), "line 30.protocol"],
  ])("names line and field and leaves nothing behind: %s", async (_, line, field) => {
    const store = await open();
    const lines = [...Array.from({ length: 28 }, () => lineOf([["ci"]])), "", line, lineOf([["c"]])];
    try {
      await importLines(store, lines);
      expect.fail("was imported");
    } catch (error) {
      if (!(error instanceof MalthouseError)) throw error;
      expect(error.code).toBe("invalid_request");
      expect(error.message).toMatch(/^Line 30\b.*Nothing was imported\.$/s);
      expect(error.errors[0]?.path).toBe(field);
    }
    expect(await rowCounts(store)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test("refuses a file without a tree, and a value that 53 bits do not hold", async () => {
    const store = await open();
    await expect(importLines(store, [""])).rejects.toThrow("holds no tree");
    const primes = [7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59];
    const deep = [primes.map((prime) => `c${"i".repeat(prime - 1)}`)];
    await expect(importLines(store, [lineOf([["c"]]), lineOf(deep)])).rejects.toThrow("Tree 2 of the file");
    expect(await rowCounts(store)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test("shows nothing before the last tree is in, and nothing when the sender breaks off", async () => {
    const store = await open();
    const visible = async () => (await listRuns(store, { limit: 10 })).items.length;
    let stored = 0;
    async function* broken(breaks: boolean): AsyncGenerator<Uint8Array> {
      for (let index = 0; index < 45; index++) yield* inChunks(`${JSON.stringify(lineOf([["ci"]]))}\n`, 1e6);
      stored = (await rowCounts(store))[2] ?? 0;
      expect(await visible()).toBe(0);
      await removeLeftovers(store);
      if (breaks) throw new Error("the sender went away");
      yield* inChunks(JSON.stringify(lineOf([["ci"]])));
    }
    await expect(importRun(store, broken(true), { fileName: "a.jsonl" })).rejects.toThrow("went away");
    expect(stored).toBe(40);
    expect(await rowCounts(store)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    const run = await importRun(store, broken(false), { fileName: "a.jsonl" });
    expect(await visible()).toBe(1);
    expect(run.treesTotal).toBe(46);
  });
});
