import { expect, test } from "vitest";
import { chooseTrees } from "../../../lib/engine/page/choose-trees.ts";
import { describeStores } from "../../support/stores.ts";
import { plantRun } from "../plant-run.ts";

const plenty = { trees: 100, letters: 1_000_000 };

describeStores("chooseTrees", (openStore) => {
  test("gives the run's trees in order up to its limits, and above them says how many fit", async () => {
    const store = await openStore();
    const nodes = {
      "1": { text: "x".repeat(100) },
      "1.1": { text: "é".repeat(60) },
      "1.1.1": { text: "z".repeat(40) },
    };
    const { run, treeIds } = await plantRun(
      store,
      Array.from({ length: 5 }, () => ({ verdicts: [["c"]], nodes })),
    );
    const choose = (limits: { trees: number; letters: number }) => chooseTrees(store, run.id, {}, limits);
    for (const limits of [plenty, { ...plenty, trees: 5 }, { ...plenty, letters: 1000 }])
      expect((await choose(limits)).map(({ id }) => id)).toEqual(treeIds);
    const refusal = (fitting: number) => ({
      code: "too_large",
      message: expect.stringContaining(`of these 5 trees the first ${fitting} fit`),
    });
    await expect(choose({ ...plenty, trees: 3 })).rejects.toMatchObject(refusal(3));
    await expect(choose({ ...plenty, letters: 999 })).rejects.toMatchObject(refusal(4));
    const chosen = await chooseTrees(store, run.id, { indexes: [4, 0] }, { trees: 2, letters: 400 });
    expect(chosen.map(({ id }) => id)).toEqual([treeIds[0], treeIds[4]]);
  });
});
