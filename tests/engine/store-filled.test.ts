import { expect, test } from "vitest";
import { getRun } from "../../db/queries/runs.ts";
import { treeIdsOfRun } from "../../db/queries/trees.ts";
import { policyOf } from "../../lib/engine/run-policy.ts";
import { refreshTree } from "../../lib/engine/refresh-tree.ts";
import { describeStores } from "../support/stores.ts";
import { useStudio } from "../support/use-studio.ts";

describeStores("storeFilled(groups)", (openStore) => {
  const open = useStudio(openStore);

  test("stores nodes with the credit that refreshing their tree gives them", async () => {
    const studio = await open();
    let asked = 0;
    const served = await studio.serve({ faults: () => (++asked % 4 === 2 ? "one-empty" : "ok") });
    const started = await studio.grow(served, { questions: 4, branching: 2, siblings: "auto" });
    await studio.until(started.id, "completed", "failed");
    const run = await getRun(studio.store, started.id);
    for (const treeId of await treeIdsOfRun(studio.store, run.id)) {
      const { changed, credit } = await refreshTree(studio.store, treeId, policyOf(run));
      expect(changed).toEqual([]);
      expect(credit.nodes.length).toBeGreaterThan(10);
    }
  });
});
