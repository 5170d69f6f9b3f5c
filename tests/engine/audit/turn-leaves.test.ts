import { expect, test } from "vitest";
import { overridesOfNode } from "../../../db/queries/overrides.ts";
import { listSuspects } from "../../../db/queries/suspicions.ts";
import { findAlike } from "../../../lib/engine/audit/alike-leaves.ts";
import { auditRun } from "../../../lib/engine/audit/audit-run.ts";
import { turnLeaves } from "../../../lib/engine/audit/turn-leaves.ts";
import { undoStep, viewHistory } from "../../../lib/engine/audit/undo-audit.ts";
import { overrideLeaf } from "../../../lib/engine/override-leaf.ts";
import { describeStores } from "../../support/stores.ts";
import type { Studio } from "../../support/studio.ts";
import { useStudio } from "../../support/use-studio.ts";
import { plantSuspects } from "./plant-suspects.ts";

/** Everything that stands of a run's nodes. */
const standing = async (studio: Studio, runId: string) =>
  (await studio.nodesOf(runId))
    .flat()
    .map(({ id, effectiveVerdict, override, valueNumerator, valueDenominator, label }) => ({
      id,
      effectiveVerdict,
      word: override && { verdict: override.verdict, author: override.author, reason: override.reason },
      value: [valueNumerator, valueDenominator],
      label,
    }));

describeStores("a person's verdicts in the audit", (openStore) => {
  const open = useStudio(openStore);

  test("turnLeaves overrides a leaf with author and reason and takes it off the queue; undoStep puts all of it back", async () => {
    const studio = await open();
    const { store } = studio;
    const { run, idOf } = await plantSuspects(store, [
      [
        ["cg", "ii"],
        ["uc", "cc"],
      ],
    ]);
    await auditRun(store, run.id);
    const before = await standing(studio, run.id);
    const queue = async () =>
      (await listSuspects(store, run.id, { limit: 9 })).items.map(({ nodeId }) => nodeId);
    const listed = await queue();
    const leaf = idOf(0, "1.1.2");
    const { action, effect } = await turnLeaves(studio, run.id, {
      nodeIds: [leaf],
      verdict: "correct",
      author: "Ada",
      reason: "gold in the last line",
    });
    expect(effect).toEqual({ values: 3, labels: 1, pairsAdded: 1, pairsRemoved: 1 });
    expect(await queue()).toEqual(listed.filter((id) => id !== leaf));
    expect((await overridesOfNode(store, leaf)).at(-1)).toMatchObject({
      verdict: "correct",
      author: "Ada",
      reason: "audit: gold in the last line",
    });
    expect((await viewHistory(store, run.id, 9))[0]).toMatchObject({
      id: `turn_${action.id}`,
      path: "1.1.2",
      index: 0,
      canUndo: true,
    });
    await undoStep(studio, run.id, `turn_${action.id}`, { author: "Ada" });
    expect(await standing(studio, run.id)).toEqual(before);
    expect(await queue()).toEqual(listed);
    // What was said stays in the history.
    expect(await overridesOfNode(store, leaf)).toHaveLength(2);
    await expect(undoStep(studio, run.id, `turn_${action.id}`, {})).rejects.toMatchObject({
      code: "wrong_state",
    });
  });

  test("undoStep puts an earlier person's word back, and refuses once somebody has said something else", async () => {
    const studio = await open();
    const { run, idOf } = await plantSuspects(studio.store, [
      [
        ["cg", "ii"],
        ["uc", "cc"],
      ],
    ]);
    const leaf = idOf(0, "1.1.2");
    await overrideLeaf(studio, leaf, { verdict: "unknown", author: "Bob", reason: "unclear" });
    const before = await standing(studio, run.id);
    const first = await turnLeaves(studio, run.id, { nodeIds: [leaf], verdict: "correct", author: "Ada" });
    const second = await turnLeaves(studio, run.id, { nodeIds: [leaf], verdict: "incorrect", author: "Ada" });
    await expect(undoStep(studio, run.id, `turn_${first.action.id}`, {})).rejects.toMatchObject({
      code: "wrong_state",
    });
    await undoStep(studio, run.id, `turn_${second.action.id}`, {});
    await undoStep(studio, run.id, `turn_${first.action.id}`, {});
    expect(await standing(studio, run.id)).toEqual(before);
  });

  test("findAlike names exactly the leaves with one gold, one answer and one verdict; one step turns them, one undoes them", async () => {
    const studio = await open();
    const { store } = studio;
    const { run, idOf } = await plantSuspects(store, [
      [
        ["gg", "ii"],
        ["gc", "cc"],
      ],
      [
        ["cc", "gi"],
        ["ii", "ii"],
      ],
    ]);
    await auditRun(store, run.id);
    const before = await standing(studio, run.id);
    const ask = { nodeId: idOf(0, "1.1.1"), verdict: "correct" as const };
    const tree = await findAlike(store, run.id, { ...ask, scope: "question" });
    expect(tree.leaves.map(({ path }) => path)).toEqual(["1.1.1", "1.1.2", "2.1.1"]);
    const everywhere = await findAlike(store, run.id, { ...ask, scope: "run" });
    expect(everywhere).toEqual(tree);
    const nodeIds = tree.leaves.map(({ id }) => id);
    const { action, effect } = await turnLeaves(studio, run.id, { nodeIds, verdict: "correct" });
    expect(effect).toEqual(tree.effect);
    expect(action).toMatchObject({ kind: "bulk" });
    expect(action.changes).toHaveLength(3);
    // Decided leaves are like nobody any more.
    expect((await findAlike(store, run.id, { ...ask, scope: "run" })).leaves).toEqual([]);
    await undoStep(studio, run.id, `turn_${action.id}`, {});
    expect(await standing(studio, run.id)).toEqual(before);
    await expect(
      findAlike(store, run.id, { ...ask, nodeId: idOf(0, "1"), scope: "run" }),
    ).rejects.toMatchObject({
      code: "invalid_request",
    });
  });

  test("turnLeaves refuses nodes that are no leaves of the run, all or nothing", async () => {
    const studio = await open();
    const { run, idOf } = await plantSuspects(studio.store, [
      [
        ["cg", "ii"],
        ["uc", "cc"],
      ],
    ]);
    const before = await standing(studio, run.id);
    await expect(
      turnLeaves(studio, run.id, { nodeIds: [idOf(0, "1.1.2"), idOf(0, "1.1")], verdict: "correct" }),
    ).rejects.toMatchObject({ code: "invalid_request", errors: [{ path: "nodeIds.1" }] });
    expect(await standing(studio, run.id)).toEqual(before);
    await expect(undoStep(studio, run.id, "turn_99", {})).rejects.toMatchObject({ code: "not_found" });
    await expect(undoStep(studio, run.id, "what", {})).rejects.toMatchObject({ code: "not_found" });
  });
});
