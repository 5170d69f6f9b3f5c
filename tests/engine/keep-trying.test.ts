import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { keepTrying } from "../../lib/engine/keep-trying.ts";
import { storeRun } from "../db/stored-run.ts";
import { describeStores } from "../support/stores.ts";

const quiet = { info: () => {}, warn: () => {}, error: () => {} };

describeStores("keepTrying", (open) => {
  test("keepTrying(work) gives up at once where the database refuses the statement for what it is", async () => {
    const store = await open();
    const { run } = await storeRun(store);
    let calls = 0;
    const trying = keepTrying({ log: quiet, hasStopped: () => false }, async () => {
      calls += 1;
      await store.transaction((tx) => tx.run(sql`update runs set status = null where id = ${run.id}`));
    });
    await expect(trying).rejects.toThrow();
    expect(calls).toBe(1);
  });
});
