import { expect, test } from "vitest";
import { currentDecisions, historiesOf, saveDecisions } from "../../../db/queries/decisions.ts";
import { getNode, nodesOfTree } from "../../../db/queries/nodes.ts";
import { overridesOfRun, putOverride } from "../../../db/queries/overrides.ts";
import { fraction } from "../../../lib/core/fraction.ts";
import { readWords } from "../../../lib/export/read-words.ts";
import type { WordLine } from "../../../lib/export/word-line.ts";
import { decide as say } from "../../../lib/engine/decide.ts";
import { overrideLeaf } from "../../../lib/engine/override-leaf.ts";
import { decideMatching } from "../../../lib/engine/curate/decide-matching.ts";
import { refreshTree } from "../../../lib/engine/refresh-tree.ts";
import { policyOf } from "../../../lib/engine/run-policy.ts";
import { mergeWords, previewWords } from "../../../lib/engine/words/merge-words.ts";
import { outgoingWords } from "../../../lib/engine/words/outgoing-words.ts";
import { collect, inChunks } from "../../datasets/bytes.ts";
import { describeStores } from "../../support/stores.ts";
import type { Studio } from "../../support/studio.ts";
import { useStudio } from "../../support/use-studio.ts";
import { type PlantedRun, plantRun } from "../plant-run.ts";

const trees = [{ verdicts: [["cci", "iii"], ["ccc"]] }, { verdicts: [["ccc", "iii"]] }];
const day = (date: number) => new Date(`2026-05-0${date}T10:00:00.123Z`);

async function decide(
  { store }: Studio,
  { run, idOf }: PlantedRun,
  [tree, chosen, rejected]: readonly [number, string, string],
  author: string,
  verdict: "accept" | "tie" | "swap",
  at: Date,
): Promise<void> {
  const key = { chosenNodeId: idOf(tree, chosen), rejectedNodeId: idOf(tree, rejected) };
  const sample = { seed: 3, ordinal: 1, role: null, minMargin: null };
  const told = {
    reason: `by ${author}`,
    blind: true,
    leftNodeId: key.rejectedNodeId,
    bulk: null,
    ms: 900,
    sample,
  };
  await store.transaction((tx) => saveDecisions(tx, run.id, [{ ...key, author, verdict, at, ...told }]));
}

async function override(
  { store }: Studio,
  { run, treeIds, idOf }: PlantedRun,
  path: string,
  verdict: "correct" | "incorrect",
  at: Date,
): Promise<void> {
  await putOverride(store, { nodeId: idOf(0, path), verdict, author: "Ada", reason: null, at });
  await refreshTree(store, treeIds[0]!, policyOf(run));
}

const wordsOf = async ({ store }: Studio, { run }: PlantedRun): Promise<WordLine[]> =>
  await readWords(inChunks((await collect(outgoingWords(store, run))).join("")));

describeStores("words of two installations", (open) => {
  const openStudio = useStudio(open);

  test("mergeWords adds what was said elsewhere of the same texts, by time; merging twice changes nothing", async () => {
    const studio = await openStudio();
    const [here, there] = [await plantRun(studio.store, trees), await plantRun(studio.store, trees)];
    const pair = [0, "1.1", "1.2"] as const;
    await decide(studio, here, pair, "Ada", "accept", day(3));
    await decide(studio, there, pair, "Bo", "tie", day(2));
    await decide(studio, there, [1, "1.1", "1.2"], "Bo", "swap", day(2));
    await override(studio, here, "1.1.1", "correct", day(4));
    await override(studio, there, "1.1.1", "incorrect", day(3));
    await override(studio, there, "1.2.2", "correct", day(5));
    const file = await wordsOf(studio, there);
    const report = {
      decisions: { new: 2, same: 0, conflicts: 1 },
      overrides: { new: 2, same: 0, conflicts: 1 },
      notFound: { otherRun: 0, question: 0, place: 0, text: 0 },
    };
    expect(await previewWords(studio, here.run.id, file)).toEqual(report);
    expect(await overridesOfRun(studio.store, here.run.id)).toHaveLength(1);
    expect(await mergeWords(studio, here.run.id, file)).toEqual(report);

    const key = { chosenNodeId: here.idOf(0, "1.1"), rejectedNodeId: here.idOf(0, "1.2") };
    const [history = []] = [...(await historiesOf(studio.store, here.run.id, [key])).values()];
    expect(history).toMatchObject([
      { author: "Ada", verdict: "accept", at: day(3) },
      { author: "Bo", verdict: "tie", at: day(2), reason: "by Bo", ms: 900, leftNodeId: key.rejectedNodeId },
    ]);
    expect(await getNode(studio.store, here.idOf(0, "1.1.1"))).toMatchObject({ effectiveVerdict: "correct" });
    expect(await getNode(studio.store, here.idOf(0, "1.2.2"))).toMatchObject({ effectiveVerdict: "correct" });
    const values = (nodes: Awaited<ReturnType<typeof nodesOfTree>>) =>
      nodes.map(({ path, valueNumerator, valueDenominator }) => [path, valueNumerator, valueDenominator]);
    await override(studio, there, "1.1.1", "correct", day(6));
    expect(values(await nodesOfTree(studio.store, here.treeIds[0]!))).toEqual(
      values(await nodesOfTree(studio.store, there.treeIds[0]!)),
    );

    expect(await mergeWords(studio, here.run.id, file)).toMatchObject({
      decisions: { new: 0, same: 2, conflicts: 0 },
      overrides: { new: 0, same: 2, conflicts: 0 },
    });
    expect(await overridesOfRun(studio.store, here.run.id)).toHaveLength(3);
  });

  test("mergeWords of one file twice at the same time adds each word once", async () => {
    const studio = await openStudio();
    const [here, there] = [await plantRun(studio.store, trees), await plantRun(studio.store, trees)];
    for (const [author, verdict] of [
      ["Ada", "accept"],
      ["Bo", "swap"],
      ["Cy", "tie"],
    ] as const)
      await decide(studio, there, [0, "1.1", "1.2"], author, verdict, day(2));
    const file = await wordsOf(studio, there);
    const merged = await Promise.all([1, 2, 3].map(async () => await mergeWords(studio, here.run.id, file)));
    expect(merged.map(({ decisions }) => decisions.new).toSorted()).toEqual([0, 0, 3]);
    const key = { chosenNodeId: here.idOf(0, "1.1"), rejectedNodeId: here.idOf(0, "1.2") };
    expect([...(await historiesOf(studio.store, here.run.id, [key])).values()][0]).toHaveLength(3);
  });

  test("what is said after a merge counts, though the merged words come from a clock that is ahead", async () => {
    const studio = await openStudio();
    const [here, there] = [await plantRun(studio.store, trees), await plantRun(studio.store, trees)];
    const ahead = new Date(Date.now() + 3_600_000);
    await decide(studio, there, [0, "1.1", "1.2"], "Ada", "accept", ahead);
    await override(studio, there, "1.1.1", "incorrect", ahead);
    await override(studio, there, "1.2.1", "correct", ahead);
    const file = await wordsOf(studio, there);
    await mergeWords(studio, here.run.id, file.slice(0, 2));
    const key = { chosenNodeId: here.idOf(0, "1.1"), rejectedNodeId: here.idOf(0, "1.2") };
    const standing = async () =>
      (await currentDecisions(studio.store, here.run.id)).map((one) => one.verdict);
    await overrideLeaf(studio, here.idOf(0, "1.1.1"), { verdict: "correct", author: "Ada" });
    await say(studio, here.run.id, { decisions: [{ ...key, verdict: "reject", author: "Ada" }] });
    expect(await standing()).toEqual(["reject"]);
    await mergeWords(studio, here.run.id, file);
    expect(await standing()).toEqual(["reject"]);
    expect(await getNode(studio.store, here.idOf(0, "1.1.1"))).toMatchObject({ effectiveVerdict: "correct" });
    const bulk = { verdict: "tie", expected: 1, author: "Ada" } as const;
    const filter = { runId: here.run.id, treeId: here.treeIds[0]!, role: "verifier", state: "all" } as const;
    const labels = { threshold: fraction(1, 2), useLabels: true, incomplete: "exclude" } as const;
    await decideMatching(studio, { ...filter, ...labels }, bulk);
    expect(await standing()).toEqual(["tie"]);
    await say(studio, here.run.id, { decisions: [{ ...key, verdict: "clear", author: "Ada" }] });
    expect(await standing()).toEqual([]);
  });

  test("mergeWords leaves out, and counts, words on another run, question, place or text", async () => {
    const studio = await openStudio();
    const [here, there] = [await plantRun(studio.store, trees), await plantRun(studio.store, trees)];
    await decide(studio, there, [0, "1.1", "1.2"], "Bo", "tie", day(2));
    const [line] = await wordsOf(studio, there);
    if (line?.kind !== "decision") throw new Error("no decision came out");
    const file: WordLine[] = [
      { ...line, configHash: "another" },
      { ...line, question: "What is new?" },
      { ...line, rejectedPath: "1.9" },
      { ...line, rejectedPath: "2" },
      { ...line, chosenSha256: "0".repeat(64) },
    ];
    expect(await mergeWords(studio, here.run.id, file)).toEqual({
      decisions: { new: 0, same: 0, conflicts: 0 },
      overrides: { new: 0, same: 0, conflicts: 0 },
      notFound: { otherRun: 1, question: 1, place: 2, text: 1 },
    });
  });
});

test("readWords names the line and the field that is wrong", async () => {
  const bad = JSON.stringify({ schema: "malthouse.words/1", kind: "override", configHash: "", question: "" });
  await expect(readWords(inChunks(`\n${bad}\n`))).rejects.toMatchObject({
    code: "invalid_request",
    message: expect.stringContaining("Line 2, question"),
  });
});
