import { expect, test } from "vitest";
import { overrideLeaf } from "../../../lib/engine/override-leaf.ts";
import { applyRejudging, startRejudging, undoRejudging } from "../../../lib/engine/rejudge/rejudge-run.ts";
import { rejudgingSettled } from "../../../lib/engine/rejudge/rejudging-tasks.ts";
import { deleteRun } from "../../../lib/engine/run-actions.ts";
import { describeStores } from "../../support/stores.ts";
import type { Studio } from "../../support/studio.ts";
import { useStudio } from "../../support/use-studio.ts";
import { type JudgedTree, plantJudged } from "./plant-judged.ts";

/** Each leaf was stored as the opposite of what it says. */
const wrongTree: JudgedTree = {
  stored: [
    ["ic", "ci"],
    ["cc", "ii"],
  ],
  said: [
    ["ci", "ic"],
    ["ii", "cc"],
  ],
};
const leaves = ["1.1.1", "1.1.2", "1.2.1", "1.2.2", "2.1.1", "2.1.2", "2.2.1", "2.2.2"];

/** Every value is the mean of the leaves below it that count, worked out in floats. */
async function expectWholeTrees(studio: Studio, runId: string): Promise<void> {
  for (const nodes of await studio.nodesOf(runId)) {
    const leavesBelow = (path: string) =>
      nodes.filter((node) => node.path.length === 5 && `${node.path}.`.startsWith(`${path}.`));
    for (const { path, valueNumerator, valueDenominator } of nodes) {
      const below = leavesBelow(path);
      const mean =
        below.filter(({ effectiveVerdict }) => effectiveVerdict === "correct").length / below.length;
      expect([path, Number(valueNumerator) / Number(valueDenominator)]).toEqual([path, mean]);
    }
  }
}

describeStores("judging again while something else happens", (openStore) => {
  const open = useStudio(openStore);

  test("overrideLeaf() on every leaf while verdicts are applied and taken back loses no override and no verdict", async () => {
    const studio = await open();
    const trees = Array.from({ length: 3 }, () => wrongTree);
    const { run, idOf } = await plantJudged(studio.store, trees);
    const { id } = await startRejudging(studio, run.id, {});
    await rejudgingSettled(id);
    await applyRejudging(studio, run.id, id);
    const placed = trees.flatMap((_, tree) => leaves.slice(0, 3).map((path) => idOf(tree, path)));
    await Promise.all(
      placed.map((nodeId, index) =>
        overrideLeaf(studio, nodeId, { verdict: index % 2 === 0 ? "correct" : "incorrect" }),
      ),
    );
    await rejudgingSettled(id);
    await expectWholeTrees(studio, run.id);
    await undoRejudging(studio, run.id, id);
    await Promise.all(placed.map((nodeId) => overrideLeaf(studio, nodeId, { verdict: null })));
    await rejudgingSettled(id);
    await expectWholeTrees(studio, run.id);
    for (const nodes of await studio.nodesOf(run.id))
      expect(
        nodes
          .filter(({ path }) => leaves.includes(path))
          .map(({ path, verdict, effectiveVerdict }) => [path, verdict, effectiveVerdict]),
      ).toEqual(
        leaves.map((path, index) => {
          const letter = wrongTree.stored.flat().join("")[index];
          const verdict = letter === "c" ? "correct" : "incorrect";
          return [path, verdict, verdict];
        }),
      );
  });

  test("of two that apply at once one writes, and a run is not deleted meanwhile", async () => {
    const studio = await open();
    const { run } = await plantJudged(
      studio.store,
      Array.from({ length: 10 }, () => wrongTree),
    );
    const { id } = await startRejudging(studio, run.id, {});
    await rejudgingSettled(id);
    const [first, second, deleted] = await Promise.allSettled([
      applyRejudging(studio, run.id, id),
      applyRejudging(studio, run.id, id),
      deleteRun(studio, run.id),
    ]);
    expect([first.status, second.status]).toEqual(["fulfilled", "fulfilled"]);
    expect(deleted).toMatchObject({ status: "rejected", reason: { code: "wrong_state" } });
    await rejudgingSettled(id);
    await expectWholeTrees(studio, run.id);
    const after = (await studio.nodesOf(run.id)).flat().filter(({ path }) => path.length === 5);
    expect(after.filter(({ verdict }) => verdict === "correct")).toHaveLength(40);
  });
});
