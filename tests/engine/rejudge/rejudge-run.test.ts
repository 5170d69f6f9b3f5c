import fc from "fast-check";
import { expect, test } from "vitest";
import { addRule } from "../../../db/queries/judge-rules.ts";
import { saveDecisions, currentDecisions } from "../../../db/queries/decisions.ts";
import { listChanges } from "../../../db/queries/judge-changes.ts";
import { changeRejudging, getRejudging, listRejudgings } from "../../../db/queries/rejudgings.ts";
import { runTotals } from "../../../db/queries/run-totals.ts";
import { getRun, updateRun } from "../../../db/queries/runs.ts";
import type { RejudgingStatus } from "../../../db/stored-types.ts";
import { previewExport } from "../../../lib/engine/build-export.ts";
import { overrideLeaf } from "../../../lib/engine/override-leaf.ts";
import {
  applyRejudging,
  cancelRejudging,
  startRejudging,
  undoRejudging,
} from "../../../lib/engine/rejudge/rejudge-run.ts";
import {
  breakOffRejudging,
  rejudgingSettled,
  takeUpRejudgings,
} from "../../../lib/engine/rejudge/rejudging-tasks.ts";
import { deleteRun, patchRun, resumeRun, retryRun } from "../../../lib/engine/run-actions.ts";
import { judgeVersion } from "../../../lib/judge/version.ts";
import { describeStores } from "../../support/stores.ts";
import type { Studio } from "../../support/studio.ts";
import { useStudio } from "../../support/use-studio.ts";
import { type JudgedTree, plantJudged } from "./plant-judged.ts";

const wrongState = expect.objectContaining({ code: "wrong_state" });

/** The studio's verdicts, values and labels of a run, as they are stored. */
async function storedCredit(studio: Studio, runId: string) {
  return (await studio.nodesOf(runId)).map((nodes) =>
    nodes.map((node) => ({
      path: node.path,
      verdict: node.verdict,
      counts: node.effectiveVerdict,
      value: node.valueNumerator === null ? null : node.valueNumerator / (node.valueDenominator ?? 1),
      label: node.label,
      judge: node.judge?.version ?? null,
      answer: node.answer?.normalized ?? null,
    })),
  );
}

/** Leaf verdicts that count, and means above them, by hand: floats, recursion, nothing of the engine. */
function meansOf(verdicts: ReadonlyMap<string, string>): Map<string, number> {
  const means = new Map<string, number>();
  const sums = new Map<string, { sum: number; count: number }>();
  for (const [path, verdict] of verdicts) means.set(path, verdict === "correct" ? 1 : 0);
  for (const depth of [3, 2]) {
    sums.clear();
    for (const [path, value] of means) {
      const parts = path.split(".");
      if (parts.length !== depth) continue;
      const parent = parts.slice(0, -1).join(".");
      const known = sums.get(parent) ?? { sum: 0, count: 0 };
      sums.set(parent, { sum: known.sum + value, count: known.count + 1 });
    }
    for (const [parent, { sum, count }] of sums) means.set(parent, sum / count);
  }
  return means;
}

async function settled(studio: Studio, runId: string, id: string, status: RejudgingStatus) {
  await rejudgingSettled(id);
  const row = await getRejudging(studio.store, runId, id);
  expect([row.status, row.message]).toEqual([status, null]);
  return row;
}

async function preview(studio: Studio, runId: string, request: { ruleVersion?: number | null } = {}) {
  const { id } = await startRejudging(studio, runId, request);
  return await settled(studio, runId, id, "previewed");
}

async function apply(studio: Studio, runId: string, id: string) {
  await applyRejudging(studio, runId, id, "Ada");
  return await settled(studio, runId, id, "applied");
}

/** Two trees: in the first one leaf was wrongly incorrect, in the second one wrongly correct and one unknown is readable. */
const twoTrees: readonly JudgedTree[] = [
  {
    stored: [
      ["ii", "ci"],
      ["cc", "ii"],
    ],
    said: [
      ["ci", "ci"],
      ["cc", "ii"],
    ],
  },
  {
    stored: [
      ["cu", "ii"],
      ["uu", "ci"],
    ],
    said: [
      ["ic", "ii"],
      ["uu", "ci"],
    ],
  },
];

describeStores("judging a run again", (openStore) => {
  const open = useStudio(openStore);

  test("startRejudging counts what would change by role, from, to and reason, and touches nothing", async () => {
    const studio = await open();
    const { run, idOf } = await plantJudged(studio.store, twoTrees);
    const before = await storedCredit(studio, run.id);
    const { counts, to, treesDone } = await preview(studio, run.id);
    expect(await storedCredit(studio, run.id)).toEqual(before);
    expect(to).toEqual({ judgeVersion, ruleVersion: null, rule: null });
    expect(treesDone).toBe(2);
    expect(counts).toMatchObject({
      nodes: 20,
      verdicts: 7,
      trees: 2,
      overridden: 0,
      leaves: 16,
      correctLeaves: [5, 6],
      unknownLeaves: [3, 2],
    });
    const moves = counts.moves.map(
      ({ role, from, to: becomes, count }) => `${role} ${from} ${becomes} ${count}`,
    );
    expect(moves.sort()).toEqual([
      "generator incorrect correct 4",
      "refiner correct incorrect 1",
      "refiner incorrect correct 1",
      "refiner unknown correct 1",
    ]);
    // 1: 1/4 to 1/2; its first verifier 0 to 1/2. In the other tree two leaves change places and nothing above them.
    expect(counts.values).toEqual({ generator: 1, verifier: 1, refiner: 3 });
    expect(counts.pairsAdded["refiner"]).toBe(2);
    expect(counts.pairsRemoved["refiner"]).toBe(1);
    const { items } = await listChanges(studio.store, (await listRejudgings(studio.store, run.id))[0]!.id, {
      role: "refiner",
      from: "incorrect",
      limit: 10,
    });
    expect(items).toMatchObject([
      { nodeId: idOf(0, "1.1.1"), path: "1.1.1", toVerdict: "correct", before: { verdict: "incorrect" } },
    ]);
    expect(items[0]!.after.answer?.raw).toBe("0");
  });

  test("applyRejudging stores verdicts, spans and version, and values, labels and pairs follow; undoRejudging brings all of it back", async () => {
    const studio = await open();
    const { run } = await plantJudged(studio.store, twoTrees);
    const [before, totalsBefore] = [
      await storedCredit(studio, run.id),
      await runTotals(studio.store, run.id),
    ];
    const { id, counts } = await preview(studio, run.id);
    await apply(studio, run.id, id);
    const after = await storedCredit(studio, run.id);
    for (const nodes of after) {
      const means = meansOf(
        new Map(
          nodes
            .filter(({ path }) => path.length === 5)
            .map(({ path, counts: verdict }) => [path, verdict ?? ""]),
        ),
      );
      for (const { path, value, label, judge } of nodes) {
        expect([path, value]).toEqual([path, means.get(path)]);
        expect(label).toBe(means.get(path)! > 0.5 ? "positive" : "negative");
        expect(judge).toBe(path.length === 3 ? null : judgeVersion);
      }
    }
    const totals = await runTotals(studio.store, run.id);
    expect([totals.correctLeaves, totals.unknownLeaves]).toEqual([
      counts.correctLeaves[1],
      counts.unknownLeaves[1],
    ]);
    for (const role of ["generator", "verifier", "refiner"])
      expect(totals.roles[role]!.pairs).toBe(
        totalsBefore.roles[role]!.pairs + (counts.pairsAdded[role] ?? 0) - (counts.pairsRemoved[role] ?? 0),
      );
    expect((await getRun(studio.store, run.id)).judge).toEqual({
      judgeVersion,
      ruleVersion: null,
      rule: null,
    });
    expect((await preview(studio, run.id)).counts).toMatchObject({ verdicts: 0, details: 0, moves: [] });

    await undoRejudging(studio, run.id, id);
    await settled(studio, run.id, id, "undone");
    expect(await storedCredit(studio, run.id)).toEqual(before);
    expect(await runTotals(studio.store, run.id)).toEqual(totalsBefore);
    expect((await getRun(studio.store, run.id)).judge?.judgeVersion).toBe("0");
  });

  test("a person's verdict stays on top through preview, apply and undo; its decisions stay with their pairs", async () => {
    const studio = await open();
    const { run, idOf } = await plantJudged(studio.store, twoTrees);
    await overrideLeaf(studio, idOf(0, "1.1.1"), { verdict: "incorrect", author: "Ada", reason: "read it" });
    const pair = { chosenNodeId: idOf(1, "1.1.1"), rejectedNodeId: idOf(1, "1.1.2") };
    await saveDecisions(studio.store, run.id, [
      {
        ...pair,
        verdict: "accept",
        author: "Ada",
        reason: null,
        at: new Date(),
        blind: null,
        bulk: null,
        leftNodeId: null,
      },
    ]);
    const { id, counts } = await preview(studio, run.id);
    expect(counts).toMatchObject({ verdicts: 7, overridden: 1, decisions: 1, correctLeaves: [5, 5] });
    await apply(studio, run.id, id);
    const [first] = await storedCredit(studio, run.id);
    expect(first!.find(({ path }) => path === "1.1.1")).toMatchObject({
      verdict: "correct",
      counts: "incorrect",
      value: 0,
    });
    expect(await currentDecisions(studio.store, run.id)).toMatchObject([{ ...pair, verdict: "accept" }]);
    await overrideLeaf(studio, idOf(0, "1.1.1"), { verdict: null });
    expect((await storedCredit(studio, run.id))[0]!.find(({ path }) => path === "1.1.1")).toMatchObject({
      counts: "correct",
      value: 1,
    });
    await overrideLeaf(studio, idOf(0, "1.2.2"), { verdict: "correct" });
    await undoRejudging(studio, run.id, id);
    await settled(studio, run.id, id, "undone");
    expect((await storedCredit(studio, run.id))[0]!.find(({ path }) => path === "1.2.2")).toMatchObject({
      verdict: "incorrect",
      counts: "correct",
    });
  });

  test("applying twice does nothing, a preview of another state is refused, and so is undoing what was built upon", async () => {
    const studio = await open();
    const { run } = await plantJudged(studio.store, twoTrees);
    const { id } = await preview(studio, run.id);
    await apply(studio, run.id, id);
    const credit = await storedCredit(studio, run.id);
    const { appliedAt } = await getRejudging(studio.store, run.id, id);
    expect(await applyRejudging(studio, run.id, id)).toMatchObject({ status: "applied", appliedAt });
    expect(await storedCredit(studio, run.id)).toEqual(credit);

    const next = await preview(studio, run.id);
    await updateRun(studio.store, run.id, { judge: { judgeVersion: "7", ruleVersion: null, rule: null } });
    await expect(applyRejudging(studio, run.id, next.id)).rejects.toEqual(wrongState);
    await expect(undoRejudging(studio, run.id, id)).rejects.toEqual(wrongState);
    await expect(undoRejudging(studio, run.id, next.id)).rejects.toEqual(wrongState);
    await expect(cancelRejudging(studio, run.id, id)).rejects.toEqual(wrongState);
  });

  test("undoRejudging takes back one after the other, the latest first", async () => {
    const studio = await open();
    const { run } = await plantJudged(studio.store, twoTrees);
    const before = await storedCredit(studio, run.id);
    const { id: first } = await preview(studio, run.id);
    await apply(studio, run.id, first);
    const between = await storedCredit(studio, run.id);
    await addRule(studio.store, run.datasetId!, {
      rule: { kind: "exact", extraction: { kind: "whole" } },
      note: null,
      author: null,
    });
    const { id: second } = await preview(studio, run.id, { ruleVersion: 1 });
    await apply(studio, run.id, second);
    await expect(undoRejudging(studio, run.id, first)).rejects.toMatchObject({ code: "wrong_state" });
    await undoRejudging(studio, run.id, second);
    await settled(studio, run.id, second, "undone");
    expect(await storedCredit(studio, run.id)).toEqual(between);
    await undoRejudging(studio, run.id, first);
    await settled(studio, run.id, first, "undone");
    expect(await storedCredit(studio, run.id)).toEqual(before);
    expect((await getRun(studio.store, run.id)).judge).toEqual(run.judge);
  });

  test("a run that grows is refused; while answers are rewritten it neither resumes, retries, is exported nor deleted", async () => {
    const studio = await open();
    const { run } = await plantJudged(studio.store, twoTrees, { status: "growing" });
    await expect(startRejudging(studio, run.id, {})).rejects.toEqual(wrongState);
    await updateRun(studio.store, run.id, { status: "paused" });
    const { id } = await preview(studio, run.id);
    await updateRun(studio.store, run.id, { status: "growing" });
    await expect(applyRejudging(studio, run.id, id)).rejects.toEqual(wrongState);
    await updateRun(studio.store, run.id, { status: "paused", config: {} });
    expect(await changeRejudging(studio.store, id, "previewed", { status: "applying" })).toBe(true);
    for (const action of [resumeRun, retryRun, deleteRun])
      await expect(action(studio, run.id)).rejects.toThrow("being judged again");
    await expect(startRejudging(studio, run.id, {})).rejects.toThrow("being judged again");
    await expect(previewExport(studio.store, { runIds: [run.id], format: "trees" })).rejects.toThrow(
      "being judged again",
    );
  });

  test("another rule of the data set judges instead, names itself with the run, and null goes back to the task", async () => {
    const studio = await open();
    const { run } = await plantJudged(studio.store, twoTrees);
    const rule = {
      kind: "exact",
      extraction: { kind: "after", marker: "So it is" },
    };
    await studio.store.transaction((tx) => addRule(tx, run.datasetId!, { rule, note: null, author: null }));
    await expect(startRejudging(studio, run.id, { ruleVersion: 2 })).rejects.toMatchObject({
      code: "invalid_request",
      errors: [{ path: "ruleVersion" }],
    });
    const { id, counts } = await preview(studio, run.id, { ruleVersion: 1 });
    // "So it is 0." is not "0": nothing is right any more.
    expect(counts.correctLeaves[1]).toBe(0);
    await apply(studio, run.id, id);
    expect((await getRun(studio.store, run.id)).judge).toEqual({ judgeVersion, ruleVersion: 1, rule });
    expect((await preview(studio, run.id)).counts.verdicts).toBe(0);
    const back = await preview(studio, run.id, { ruleVersion: null });
    expect(back.counts.correctLeaves).toEqual([0, 6]);
    await patchRun(studio, run.id, { threshold: 0.2 });
    await apply(studio, run.id, back.id);
    expect((await runTotals(studio.store, run.id)).correctLeaves).toBe(6);
  });

  test("a newer preview takes the place of an older one, cancelling gives one up, and what was applied stays in the history", async () => {
    const studio = await open();
    const { run } = await plantJudged(studio.store, twoTrees);
    const first = await startRejudging(studio, run.id, {});
    const second = await preview(studio, run.id);
    expect((await listRejudgings(studio.store, run.id)).map(({ id }) => id)).toEqual([second.id]);
    await expect(getRejudging(studio.store, run.id, first.id)).rejects.toMatchObject({ code: "not_found" });
    await apply(studio, run.id, second.id);
    const third = await preview(studio, run.id);
    expect(await cancelRejudging(studio, run.id, third.id)).toMatchObject({ status: "cancelled" });
    await expect(applyRejudging(studio, run.id, third.id)).rejects.toEqual(wrongState);
    const fourth = await preview(studio, run.id);
    expect((await listRejudgings(studio.store, run.id)).map(({ id }) => id)).toEqual([fourth.id, second.id]);
  });

  test("broken off while applying, it goes on at the next start and ends as if nothing had happened", async () => {
    const studio = await open();
    const { run } = await plantJudged(studio.store, [...twoTrees, ...twoTrees]);
    const { id, counts } = await preview(studio, run.id);
    await applyRejudging(studio, run.id, id);
    await breakOffRejudging(id);
    expect((await getRejudging(studio.store, run.id, id)).status).toBe("applying");
    await takeUpRejudgings(studio);
    await settled(studio, run.id, id, "applied");
    expect((await runTotals(studio.store, run.id)).correctLeaves).toBe(counts.correctLeaves[1]);
    const left = await startRejudging(studio, run.id, {});
    await breakOffRejudging(left.id);
    expect(await getRejudging(studio.store, run.id, left.id)).toMatchObject({ status: "failed" });
  });

  test("what a preview counts is what applying changes, whatever was stored and whatever the texts say", async () => {
    const studio = await open();
    const letters = fc.array(fc.constantFrom("c", "i", "u"), { minLength: 2, maxLength: 2 });
    const row = fc.array(
      letters.map((pair) => pair.join("")),
      { minLength: 2, maxLength: 2 },
    );
    const tree = fc.record({
      stored: fc.array(row, { minLength: 2, maxLength: 2 }),
      said: fc.array(row, { minLength: 2, maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(tree, { minLength: 1, maxLength: 3 }), async (trees) => {
        const { run } = await plantJudged(studio.store, trees);
        const before = (await storedCredit(studio, run.id)).flat();
        const { id, counts } = await preview(studio, run.id);
        await apply(studio, run.id, id);
        const after = (await storedCredit(studio, run.id)).flat();
        const differ = (field: "verdict" | "value" | "label") =>
          after.filter((node, index) => node[field] !== before[index]![field]).length;
        const sum = (numbers: Readonly<Record<string, number>>) =>
          Object.values(numbers).reduce((total, count) => total + count, 0);
        expect([counts.verdicts, sum(counts.values), sum(counts.labels)]).toEqual([
          differ("verdict"),
          differ("value"),
          differ("label"),
        ]);
        const said = trees.flatMap(({ said: rows }) => [...rows.flat().join("")]);
        expect(counts.correctLeaves[1]).toBe(said.filter((letter) => letter === "c").length);
        expect(counts.unknownLeaves[1]).toBe(said.filter((letter) => letter === "u").length);
      }),
      { numRuns: 5 },
    );
  });
});
