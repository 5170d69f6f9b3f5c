import { expect, test } from "vitest";
import { runTotals } from "../../db/queries/run-totals.ts";
import { patchRun, pauseRun, resumeRun } from "../../lib/engine/run-actions.ts";
import { openFiles } from "../support/stores.ts";
import { useStudio } from "../support/use-studio.ts";

const openStore = openFiles();
const open = useStudio(openStore);

test("a request that is refused for a field counts against a cap in requests, and so does the one without it", async () => {
  const studio = await open();
  const served = await studio.serve({ refusesMaxTokens: true, endpoint: { maxConcurrency: 3 } });
  const run = await studio.grow(served, {
    questions: 2,
    branching: 2,
    siblings: "off",
    budget: { requests: 7 },
  });
  expect((await studio.until(run.id, "paused")).waitingFor).toBe("budget");
  await studio.grower.settled(run.id);
  expect(served.server.requests).toHaveLength(7);
  expect(await runTotals(studio.store, run.id)).toMatchObject({ requests: 7 });
  await patchRun(studio, run.id, { budget: null });
  await resumeRun(studio, run.id);
  await studio.until(run.id, "completed");
  const { requests, retries } = await runTotals(studio.store, run.id);
  expect([requests, requests - retries]).toEqual([served.server.requests.length, 28]);
});

test("after a restart a run does not ask again whether its endpoint takes n", async () => {
  const store = await openStore();
  const first = await open({ store });
  const served = await first.serve({ supportsN: false, latencyMs: 2, endpoint: { maxConcurrency: 2 } });
  const run = await first.grow(served, { questions: 3, branching: 2 });
  await first.untilTrue(run.id, async () => (await runTotals(store, run.id)).nodesDone > 14);
  await pauseRun(first, run.id);
  await first.grower.settled(run.id);
  await first.grower.stop(2000);
  const second = await open({ store });
  await resumeRun(second, run.id);
  await second.until(run.id, "completed");
  const siblings = served.server.requests.filter(
    ({ body }) => typeof body["n"] === "number" && body["n"] > 1,
  );
  expect(siblings).toHaveLength(1);
});
