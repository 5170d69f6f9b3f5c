import { expect, test } from "vitest";
import { countPromptIds, insertPromptIds, promptIdsOfRun } from "../../db/queries/prompt-ids.ts";
import { deleteRun } from "../../db/queries/runs.ts";
import { describeStores } from "../support/stores.ts";
import { storeRun } from "./stored-run.ts";

describeStores("prompt ids", (open) => {
  test("promptIdsOfRun gives a run's roles in the order asked for, then trees and paths; a place is kept once, and goes with its run", async () => {
    const store = await open();
    const { run, treeIds } = await storeRun(store, { questions: 2, run: { status: "completed" } });
    const other = await storeRun(store, { questions: 1 });
    const rowOf = (treeId: string, role: string, parentPath: string, id: number) => ({
      treeId,
      role,
      parentPath,
      runId: run.id,
      model: "small",
      ids: [id, 2_000_000],
      messages: [{ role: "user" as const, content: `a nul \0 and "é" ${id}` }],
    });
    const [first = "", second = ""] = treeIds;
    for (const row of [
      rowOf(second, "solver", "", 3),
      rowOf(first, "critic", "10", 6),
      rowOf(first, "critic", "2", 5),
      rowOf(first, "solver", "", 1),
      { ...rowOf(other.treeIds[0] ?? "", "solver", "", 9), runId: other.run.id },
    ])
      await insertPromptIds(store, row);
    await insertPromptIds(store, rowOf(first, "solver", "", 4));

    const rows = await promptIdsOfRun(store, run.id, ["solver", "critic"]);
    expect(rows.map(({ ids }) => ids[0])).toEqual([1, 3, 5, 6]);
    expect(rows[0]).toMatchObject({ treeId: first, role: "solver", parentPath: "", ids: [1, 2_000_000] });
    expect(rows[0]?.messages[0]?.content).toContain('"é" 1');
    expect((await promptIdsOfRun(store, run.id, ["critic"])).map(({ ids }) => ids[0])).toEqual([5, 6]);
    expect(await promptIdsOfRun(store, run.id, [])).toEqual([]);
    expect([...(await countPromptIds(store, run.id))].toSorted()).toEqual([
      ["critic", 2],
      ["solver", 2],
    ]);
    await deleteRun(store, run.id);
    expect((await countPromptIds(store, run.id)).size).toBe(0);
    expect((await countPromptIds(store, other.run.id)).get("solver")).toBe(1);
  });
});
