import fc from "fast-check";
import { expect, test } from "vitest";
import type { Store } from "../../db/client.ts";
import { type NewDecision, saveDecisions } from "../../db/queries/decisions.ts";
import { putOverride } from "../../db/queries/overrides.ts";
import { runTotals } from "../../db/queries/run-totals.ts";
import { deleteRun } from "../../db/queries/runs.ts";
import { refreshTree } from "../../lib/engine/refresh-tree.ts";
import { policyOf } from "../../lib/engine/run-policy.ts";
import { describeStores } from "../support/stores.ts";
import { configOf, type PlantedRun, plantRun } from "./plant-run.ts";
import { importLines, type Line, linesOf } from "./import-lines.ts";

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

describeStores("importRun of what outgoingTrees wrote", (open) => {
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
});
