import { expect, test } from "vitest";
import type { Store } from "../../db/client.ts";
import { exportTrees } from "../../db/queries/export-trees.ts";
import { removeLeftovers } from "../../db/queries/leftovers.ts";
import { runTotals } from "../../db/queries/run-totals.ts";
import { listRuns } from "../../db/queries/runs.ts";
import { oddByRole } from "../../db/queries/verdict-lines.ts";
import { MalthouseError } from "../../lib/core/errors.ts";
import { importRun } from "../../lib/engine/import-run.ts";
import { inChunks } from "../datasets/bytes.ts";
import { describeStores } from "../support/stores.ts";
import { configOf, pairsOf } from "./plant-run.ts";
import { importLines, type Line, lineOf, linesOf } from "./import-lines.ts";

const rowCounts = async ({ db, t }: Store): Promise<number[]> =>
  await Promise.all(
    [t.runs, t.questions, t.trees, t.nodes, t.decisions, t.overrides, t.failures].map((table) =>
      db.$count(table),
    ),
  );

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

  test("refuses a config that no run could have, naming its field, and leaves nothing", async () => {
    const store = await open();
    const before = await rowCounts(store);
    const config = { roles: { generator: { model: "m" } } };
    const refused = await importLines(store, [lineOf([["ci"]], { config })]).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MalthouseError);
    const { code, message, errors } = refused as MalthouseError;
    expect([code, message]).toEqual([
      "invalid_request",
      expect.stringMatching(/^Line 1: config\.roles\.generator\.\w+: .*Nothing was imported\.$/) as string,
    ]);
    expect(errors.every(({ path }) => path.startsWith("config."))).toBe(true);
    expect(await rowCounts(store)).toEqual(before);
  });
});
