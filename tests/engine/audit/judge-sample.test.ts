import { expect, test } from "vitest";
import { getRun, updateRun } from "../../../db/queries/runs.ts";
import { getNode } from "../../../db/queries/nodes.ts";
import {
  drawRunSample,
  sayBlind,
  viewSample,
  viewSampleFor,
} from "../../../lib/engine/audit/judge-sample.ts";
import { checkRecipe } from "../../../lib/engine/check-recipe.ts";
import { importRun } from "../../../lib/engine/import-run.ts";
import { outgoingTrees } from "../../../lib/engine/outgoing-trees.ts";
import { inChunks } from "../../datasets/bytes.ts";
import { describeStores } from "../../support/stores.ts";
import { useStudio } from "../../support/use-studio.ts";
import { configOf } from "../plant-run.ts";
import { plantSuspects } from "./plant-suspects.ts";

const trees = [
  [
    ["cg", "ii"],
    ["uc", "cc"],
  ],
  [
    ["cc", "cu"],
    ["cc", "ci"],
  ],
  [
    ["gg", "ii"],
    ["ii", "ic"],
  ],
];

describeStores("the blind sample", (openStore) => {
  const open = useStudio(openStore);

  test("is the same for everybody, hides the judge's word until one's own is said, and takes the first word alone", async () => {
    const studio = await open();
    const { store } = studio;
    const { run } = await plantSuspects(store, trees);
    expect(await viewSampleFor(store, run.id, "Ada")).toEqual({ sample: null, next: [], left: 0 });
    await drawRunSample(studio, run.id, { perVerdict: 2, seed: 5, author: "Ada" });
    const [ada, bob] = [await viewSampleFor(store, run.id, "Ada"), await viewSampleFor(store, run.id, "Bob")];
    expect(ada).toEqual(bob);
    expect(ada.sample).toMatchObject({ drawn: 6, decided: 0, isStale: false });
    for (const leaf of ada.next)
      expect(Object.keys(leaf)).toEqual(
        expect.not.arrayContaining(["verdict", "answer", "reason", "override"]),
      );
    const first = ada.next[0]!;
    const said = await sayBlind(studio, run.id, { nodeId: first.nodeId, verdict: "correct", author: "Ada" });
    expect(said.verdict).toBe((await getNode(store, first.nodeId)).verdict);
    expect((await getNode(store, first.nodeId)).override).toBeNull();
    const again = () =>
      sayBlind(studio, run.id, { nodeId: first.nodeId, verdict: "incorrect", author: "Ada" });
    await expect(again()).rejects.toMatchObject({ code: "wrong_state" });
    await sayBlind(studio, run.id, { nodeId: first.nodeId, verdict: null, author: "Ada" });
    await expect(again()).rejects.toMatchObject({ code: "wrong_state" });
    expect((await viewSampleFor(store, run.id, "Ada")).next[0]?.nodeId).toBe(ada.next[1]?.nodeId);
    expect((await viewSampleFor(store, run.id, "Bob")).next[0]?.nodeId).toBe(first.nodeId);
    await expect(
      sayBlind(studio, run.id, { nodeId: "node_none", verdict: "correct", author: "" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  test("keeps one word of those that one author says of a leaf at the same time", async () => {
    const studio = await open();
    const { run } = await plantSuspects(studio.store, trees);
    await drawRunSample(studio, run.id, { perVerdict: 2, seed: 5, author: "Ada" });
    const { nodeId } = (await viewSampleFor(studio.store, run.id, "Ada")).next[0]!;
    const words = ["correct", "incorrect", "correct", "incorrect", "correct", "incorrect"] as const;
    const said = await Promise.allSettled(
      words.map((verdict) => sayBlind(studio, run.id, { nodeId, verdict, author: "Ada" })),
    );
    expect(said.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("estimates the judge's error from what people say, stands in exports, and is stale once the run changed", async () => {
    const studio = await open();
    const { store } = studio;
    const { run } = await plantSuspects(store, trees, {
      config: configOf({ generator: 2, verifier: 2, refiner: 2 }),
    });
    await drawRunSample(studio, run.id, { perVerdict: 100, seed: 1 });
    for (;;) {
      const [leaf] = (await viewSampleFor(store, run.id, "Ada")).next;
      if (!leaf) break;
      // The truth is the last number of the text.
      const isRight = new RegExp(`\\b${leaf.gold}\\b[^\\d]*$`).test(leaf.text);
      await sayBlind(studio, run.id, {
        nodeId: leaf.nodeId,
        verdict: isRight ? "correct" : "incorrect",
        author: "Ada",
      });
    }
    const sample = (await viewSample(store, run))!;
    // At most one a tree of each verdict.
    expect(sample.strata).toMatchObject({
      correct: { leaves: 11, drawn: 3, correct: 3, incorrect: 0 },
      incorrect: { leaves: 11, drawn: 3 },
      unknown: { leaves: 2, drawn: 2 },
    });
    expect(sample.error.wronglyCorrect).toMatchObject({ rate: 0, low: 0, leaves: 3 });
    const judgeErrorOf = async () =>
      (await checkRecipe(store, { runIds: [run.id], format: "trl" })).runs[0]?.facts.judgeError;
    expect(await judgeErrorOf()).toEqual(sample.error);
    const lines: string[] = [];
    for await (const { line } of outgoingTrees(store, await getRun(store, run.id))) lines.push(line);
    const importLines = (texts: readonly string[]) =>
      importRun(store, inChunks(texts.join("\n"), 4096), { fileName: "trees.jsonl" });
    const { id: _, ...told } = sample;
    expect(await viewSample(store, await importLines(lines))).toMatchObject(told);
    expect(
      await viewSample(
        store,
        await importLines(lines.map((line) => line.replace(/"sample":{.*?"at":"[^"]*"}/, '"sample":null'))),
      ),
    ).toBeNull();
    const lost = lines.map((line) => line.replace(/("sampled":\[{"nodeId":")/, "$1another_"));
    await expect(importLines(lost)).rejects.toMatchObject({ code: "invalid_request" });
    await updateRun(store, run.id, { judge: { judgeVersion: "another", ruleVersion: null, rule: null } });
    expect((await viewSampleFor(store, run.id, "Ada")).sample?.isStale).toBe(true);
    expect(await judgeErrorOf()).toBeUndefined();
    await updateRun(store, run.id, { status: "growing" });
    await expect(drawRunSample(studio, run.id, { perVerdict: 1, seed: 1 })).rejects.toMatchObject({
      code: "wrong_state",
    });
  });
});
