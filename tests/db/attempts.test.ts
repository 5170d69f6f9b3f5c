import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { closeAttempt, insertAttempts, lockSpend } from "../../db/queries/attempts.ts";
import { addSpend } from "../../db/queries/insert-group.ts";
import { describeDatabases } from "../support/stores.ts";
import { noSpend, storeRun } from "./stored-run.ts";

/** Resolves when somebody waits for the table of attempts. */
const untilAwaited = sql`do $$ begin loop
  perform 1 from pg_locks where not granted and relation = 'attempts'::regclass
    and database = (select oid from pg_database where datname = current_database());
  exit when found;
end loop; end $$`;

describeDatabases("lockSpend(tx, run)", (open) => {
  test("counts a request whose answer is stored just then once: as set aside or as spent", async () => {
    const store = await open();
    const { run, treeIds } = await storeRun(store, { questions: 1 });
    const treeId = treeIds[0]!;
    const own = { id: "attempt_1", runId: run.id, treeId, paths: ["1"], endpointId: "endpoint_1" };
    await insertAttempts(store, [{ ...own, owner: "process_1", since: new Date(0), tokens: 100, usd: 0.5 }]);
    const looking = await store.transaction(async (tx) => {
      await tx.run(sql`lock table attempts in access exclusive mode`);
      const spend = store.transaction((other) => lockSpend(other, run.id));
      await store.run(untilAwaited);
      await closeAttempt(tx, "attempt_1");
      await addSpend(tx, treeId, {
        ...noSpend,
        requests: 1,
        promptTokens: 40,
        completionTokens: 60,
        costUsd: 0.5,
      });
      return { spend };
    });
    expect(await looking.spend).toMatchObject({ requests: 1, tokens: 100, usd: 0.5 });
  });
});
