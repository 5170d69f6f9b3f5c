import fc from "fast-check";
import { expect, test } from "vitest";
import { exportTrees } from "../../db/queries/export-trees.ts";
import { addSpend, insertGroup, insertGroups } from "../../db/queries/insert-group.ts";
import { getNode, nodesById, nodeShapes, nodesOfTree, nodeTexts } from "../../db/queries/nodes.ts";
import { overridesOfNode, putOverride } from "../../db/queries/overrides.ts";
import { getTree } from "../../db/queries/trees.ts";
import { fraction } from "../../lib/core/fraction.ts";
import { comparePaths } from "../../lib/core/path.ts";
import { describeStores } from "../support/stores.ts";
import { nodeOf, noSpend, storeRun, storeValued } from "./stored-run.ts";

const spend = { requests: 1, retries: 2, promptTokens: 30, completionTokens: 4, costUsd: 0.5 };

describeStores("nodes", (open) => {
  test("insertGroup twice changes nothing, whatever the groups; nodes come in path order with their parents", async () => {
    const store = await open();
    const { run, treeIds } = await storeRun(store, { questions: 30 });
    const spare = [...treeIds];
    const anyPath = fc
      .array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 })
      .map((part) => part.join("."));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyPath, { minLength: 1, maxLength: 12 }),
        fc.nat(12),
        async (paths, cut) => {
          const treeId = spare.pop()!;
          const group = paths.map((path) => nodeOf(run.id, path));
          const first = await insertGroup(store, { treeId, nodes: group.slice(0, cut), spend });
          expect(first.map((node) => node.path)).toEqual(paths.slice(0, cut).sort(comparePaths));
          const rest = await store.transaction((tx) => insertGroup(tx, { treeId, nodes: group, spend }));
          expect(rest.map((node) => node.path)).toEqual(paths.slice(cut).sort(comparePaths));
          const before = [await nodesOfTree(store, treeId), await getTree(store, treeId)];
          const again = group.map((node) => ({ ...node, text: "another" }));
          expect(await insertGroup(store, { treeId, nodes: again, spend })).toEqual([]);
          expect([await nodesOfTree(store, treeId), await getTree(store, treeId)]).toEqual(before);
          const nodes = await nodesOfTree(store, treeId);
          expect(nodes.map((node) => node.path)).toEqual(paths.toSorted(comparePaths));
          const tree = await getTree(store, treeId);
          expect(tree.nodesDone).toBe(paths.length);
          expect(tree.requests).toBe((first.length > 0 ? 1 : 0) + (rest.length > 0 ? 1 : 0));
        },
      ),
      { numRuns: 30 },
    );
  });

  test("insertGroups(groups) leaves what insertGroup leaves of them one by one, in any trees and order", async () => {
    const store = await open();
    const { run, treeIds } = await storeRun(store, { questions: 60 });
    const spare = [...treeIds];
    const anyPath = fc
      .array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 3 })
      .map((part) => part.join("."));
    const anyGroup = fc.record({
      tree: fc.nat(1),
      // A parent comes before or with its child.
      paths: fc.uniqueArray(anyPath, { maxLength: 4 }),
      requests: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyGroup, { maxLength: 6 }), async (groups) => {
        const [together, apart] = [spare.splice(0, 2), spare.splice(0, 2)];
        const on = (trees: readonly string[]) =>
          groups.map(({ tree, paths, requests }, index) => ({
            treeId: trees[tree]!,
            nodes: paths.map((path) => nodeOf(run.id, path, { text: `${index} ${path}` })),
            spend: { ...spend, requests },
          }));
        const inserted = await store.transaction((tx) => insertGroups(tx, on(together)));
        const pathsOf = (nodes: readonly { readonly path: string }[]) => nodes.map(({ path }) => path);
        const oneByOne: string[][] = [];
        for (const group of on(apart)) oneByOne.push(pathsOf(await insertGroup(store, group)));
        expect(inserted.map(pathsOf)).toEqual(oneByOne);
        for (const side of [0, 1]) {
          const [a, b] = [await nodesOfTree(store, together[side]!), await nodesOfTree(store, apart[side]!)];
          const placed = (nodes: typeof a) =>
            nodes.map(({ path, text, parentId }) => ({
              path,
              text,
              parent: nodes.find(({ id }) => id === parentId)?.path,
            }));
          expect(placed(a)).toEqual(placed(b));
          const [left, right] = [await getTree(store, together[side]!), await getTree(store, apart[side]!)];
          const { id: _left, questionId: _q1, position: _p1, ...sums } = left;
          expect(right).toMatchObject(sums);
        }
      }),
      { numRuns: 8 },
    );
  });

  test("a child finds its parent in the tree or in its own group", async () => {
    const store = await open();
    const { run, treeIds } = await storeRun(store);
    const treeId = treeIds[0]!;
    await insertGroup(store, { treeId, nodes: [nodeOf(run.id, "1")], spend });
    await insertGroup(store, {
      treeId,
      nodes: ["1.2.1", "1.2", "2"].map((path) => nodeOf(run.id, path)),
      spend,
    });
    const byPath = new Map((await nodesOfTree(store, treeId)).map((node) => [node.path, node]));
    expect(byPath.get("1")).toMatchObject({ parentId: null, depth: 1, ordinal: 1 });
    expect(byPath.get("1.2")).toMatchObject({ parentId: byPath.get("1")!.id, depth: 2, ordinal: 2 });
    expect(byPath.get("1.2.1")).toMatchObject({ parentId: byPath.get("1.2")!.id, depth: 3, ordinal: 1 });
  });

  test("two writers of one place: one node stays and only its cost is counted", async () => {
    const store = await open();
    const { run, treeIds } = await storeRun(store);
    const treeId = treeIds[0]!;
    const write = (text: string) =>
      store.transaction((tx) => insertGroup(tx, { treeId, nodes: [nodeOf(run.id, "1", { text })], spend }));
    const results = await Promise.all(["a", "b", "c", "d"].map(write));
    expect(results.filter((inserted) => inserted.length === 1)).toHaveLength(1);
    expect(await getTree(store, treeId)).toMatchObject({
      nodesDone: 1,
      requests: 1,
      retries: 2,
      promptTokens: 30,
    });
    await addSpend(store, treeId, spend);
    expect(await getTree(store, treeId)).toMatchObject({ nodesDone: 1, requests: 2, costUsd: 1 });
  });

  test("a completion comes back as it went in, long texts and odd characters too", async () => {
    const store = await open();
    const { run, treeIds } = await storeRun(store);
    const full = {
      runId: run.id,
      role: "r",
      path: "1",
      text: `${"word 数 ".repeat(40_000)}\u{1f600}`,
      reasoning: "because",
      verdict: "correct",
      claim: "incorrect",
      finishReason: "stop",
      answer: { raw: "42", normalized: "42", start: 3, end: 5 },
      judge: { method: "number", reason: "equal", version: "1", flags: ["a"] },
      model: "m/1",
      promptTokens: 3,
      completionTokens: 4,
      cachedPromptTokens: 1,
      isEstimated: true,
      costUsd: 1e-7,
      latencyMs: 12.5,
      seed: 2 ** 40,
      systemFingerprint: "fp",
      requestId: "req",
      createdAt: new Date("2026-11-21T12:00:00.123Z"),
    } as const;
    const [inserted] = await insertGroup(store, { treeId: treeIds[0]!, nodes: [full], spend });
    const node = await getNode(store, inserted!.id);
    expect(node).toMatchObject({
      ...full,
      effectiveVerdict: "correct",
      override: null,
      label: null,
      valueNumerator: null,
    });
    const [shape] = await nodeShapes(store, [treeIds[0]!]);
    const { text: _text, reasoning: _reasoning, ...rest } = node;
    expect(shape).toEqual(rest);
    expect(await nodeTexts(store, treeIds[0]!, ["1", "2"])).toEqual(new Map([["1", full.text]]));
    expect([...(await nodesById(store, [node.id, "none"])).keys()]).toEqual([node.id]);
    await expect(getNode(store, "none")).rejects.toMatchObject({ code: "not_found" });
  });

  test("saveCredit(nodes) sets and clears values and labels, of this tree only", async () => {
    const store = await open();
    const { run, treeIds } = await storeRun(store);
    const stored = { runId: run.id, treeId: treeIds[0]! };
    const big = fraction(2_999_999n, 3_000_000n);
    const ids = await storeValued(store, {
      ...stored,
      nodes: [
        { path: "1", value: big, isIncomplete: true, label: "positive" },
        { path: "2", value: null, isIncomplete: false, label: null },
      ],
    });
    expect(await getNode(store, ids.get("1")!)).toMatchObject({
      valueNumerator: 2_999_999,
      valueDenominator: 3_000_000,
      isIncomplete: true,
      label: "positive",
      localLabel: null,
      leaves: 1,
    });
    expect(await getNode(store, ids.get("2")!)).toMatchObject({
      valueNumerator: null,
      label: null,
      isIncomplete: false,
    });
  });

  test("putOverride(verdict) wins over the judge, null gives the judge back, and the history keeps both", async () => {
    const store = await open();
    const { run, treeIds } = await storeRun(store);
    const [node] = await insertGroup(store, {
      treeId: treeIds[0]!,
      nodes: [nodeOf(run.id, "1", { verdict: "unknown" })],
      spend: noSpend,
    });
    const word = { nodeId: node!.id, author: "ada", reason: "read it", at: new Date(1000) };
    await putOverride(store, { ...word, verdict: "correct" });
    expect(await getNode(store, node!.id)).toMatchObject({
      verdict: "unknown",
      effectiveVerdict: "correct",
      override: { verdict: "correct", author: "ada", reason: "read it", at: "1970-01-01T00:00:01.000Z" },
    });
    await putOverride(store, { ...word, verdict: null });
    expect(await getNode(store, node!.id)).toMatchObject({ effectiveVerdict: "unknown", override: null });
    expect((await overridesOfNode(store, node!.id)).map((row) => row.verdict)).toEqual(["correct", null]);
    await expect(putOverride(store, { ...word, nodeId: "none", verdict: null })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("exportTrees(run) yields every tree in order with its question and nodes in path order", async () => {
    const store = await open();
    const { run, treeIds } = await storeRun(store, { questions: 23 });
    for (const treeId of treeIds) {
      await insertGroup(store, {
        treeId,
        nodes: ["2", "1", "1.10", "1.9"].map((path) => nodeOf(run.id, path)),
        spend,
      });
    }
    const seen: string[] = [];
    for await (const { tree, question, nodes, failures } of exportTrees(store, run.id)) {
      seen.push(tree.id);
      expect(question.gold).toBe(String(tree.position));
      expect(nodes.map((node) => node.path)).toEqual(["1", "1.9", "1.10", "2"]);
      expect(nodes[0]?.text).toBe("text of 1");
      expect(failures).toEqual([]);
    }
    expect(seen).toEqual(treeIds);
  });
});
