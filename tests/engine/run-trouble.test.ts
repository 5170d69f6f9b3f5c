import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { runTotals } from "../../db/queries/run-totals.ts";
import { resumeRun } from "../../lib/engine/run-actions.ts";
import { openFiles } from "../support/stores.ts";
import { useStudio } from "../support/use-studio.ts";

const open = useStudio(openFiles());

test("a run goes on where the one request that its budget covered cannot be noted", async () => {
  const studio = await open();
  await studio.store.run(sql`create trigger refuses before insert on attempts
    when (select position from trees where id = new.tree_id) = 0
    begin select raise(abort, 'not this tree'); end`);
  const served = await studio.serve({ endpoint: { maxConcurrency: 2 } });
  const run = await studio.grow(served, {
    questions: 2,
    branching: 2,
    siblings: "off",
    budget: { requests: 1 },
  });
  expect(await studio.until(run.id, "paused", "completed")).toMatchObject({
    status: "paused",
    waitingFor: "budget",
  });
  expect(String(studio.errors[0])).toContain("not this tree");
  expect(served.server.requests).toHaveLength(1);
});

test("a run whose end the store refuses pauses, keeps nobody waiting, and ends at the next resume", async () => {
  const studio = await open();
  await studio.store.run(sql`create trigger refuses before update on runs when new.status = 'completed'
    begin select raise(abort, 'not now'); end`);
  const served = await studio.serve();
  const run = await studio.grow(served, { questions: 2, branching: 2, siblings: "off" });
  expect((await studio.until(run.id, "paused")).waitingReason).toMatch(/the end could not be stored/);
  await studio.grower.settled(run.id);
  expect(studio.grower.active.size).toBe(0);
  await studio.store.run(sql`drop trigger refuses`);
  await resumeRun(studio, run.id);
  expect((await studio.until(run.id, "completed")).waitingReason).toBeNull();
  expect(served.server.requests).toHaveLength(28);
  expect(await runTotals(studio.store, run.id)).toMatchObject({ treesDone: 2, nodesDone: 28, retries: 0 });
});
