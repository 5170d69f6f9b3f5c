import { expect, test } from "vitest";
import { setTreeStatus, treeIdsOfRun } from "../../db/queries/trees.ts";
import { getRun, updateRun } from "../../db/queries/runs.ts";
import { pauseRun, resumeRun, startTrial } from "../../lib/engine/run-actions.ts";
import { viewTrial } from "../../lib/engine/view-trial.ts";
import { describeStores } from "../support/stores.ts";
import { openStudio } from "../support/studio.ts";
import { useStudio } from "../support/use-studio.ts";

const shape = { branching: 2, siblings: "off" } as const;
const price = { promptPerMillion: 2, completionPerMillion: 8 };

describeStores("a trial of one question", (openStore) => {
  const open = useStudio(openStore);

  test("grows the first tree whole, asks for nothing else and pauses; resume grows the rest and asks for nothing twice", async () => {
    const studio = await open();
    const served = await studio.serve({ endpoint: { maxConcurrency: 20 } });
    const { id } = await studio.grow(served, { questions: 3, trial: true, ...shape });
    const paused = await studio.until(id, "paused");
    expect(paused).toMatchObject({
      waitingFor: "user",
      trialTreeId: (await treeIdsOfRun(studio.store, id))[0],
    });
    expect((await studio.nodesOf(id)).map(({ length }) => length)).toEqual([14, 0, 0]);
    expect(served.server.requests).toHaveLength(14);
    await resumeRun(studio, id);
    expect(await studio.until(id, "completed")).toMatchObject({ trialTreeId: null });
    expect((await studio.nodesOf(id)).map(({ length }) => length)).toEqual([14, 14, 14]);
    expect(served.server.requests).toHaveLength(42);
    expect(studio.errors).toEqual([]);
  });

  test("of the only question completes the run", async () => {
    const studio = await open();
    const { id } = await studio.grow(await studio.serve(), { questions: 1, trial: true, ...shape });
    expect(await studio.until(id, "completed", "paused")).toMatchObject({ status: "completed" });
  });

  test("interrupted by a pause it is tried on; by a resume with a request under way it grows into the whole run", async () => {
    const studio = await open();
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let held = 0;
    const served = await studio.serve({
      endpoint: { maxConcurrency: 1 },
      latencyMs: () => {
        const asked = served.server.requests.length;
        if (asked === 3 || asked === 6) gates[held++]?.resolve();
        return asked === 3 || asked === 6 ? 150 : 0;
      },
    });
    const { id } = await studio.grow(served, { questions: 2, trial: true, ...shape });
    await gates[0]?.promise;
    await pauseRun(studio, id);
    await studio.grower.settled(id);
    const [first] = await treeIdsOfRun(studio.store, id);
    expect(await getRun(studio.store, id)).toMatchObject({ status: "paused", trialTreeId: first });
    await startTrial(studio, id);
    await gates[1]?.promise;
    await pauseRun(studio, id);
    await resumeRun(studio, id);
    await studio.until(id, "completed");
    expect((await studio.nodesOf(id)).map(({ length }) => length)).toEqual([14, 14]);
    expect(served.server.requests).toHaveLength(28);
  });

  test("taken up after a restart grows its one tree only; where that is closed already the run pauses", async () => {
    const studio = await open();
    const served = await studio.serve();
    const run = await studio.grow(served, { questions: 3, start: false, ...shape });
    const [first = "", second = ""] = await treeIdsOfRun(studio.store, run.id);
    await updateRun(studio.store, run.id, { status: "growing", trialTreeId: first });
    const later = openStudio({ store: studio.store });
    await later.grower.activate(run.id);
    await later.until(run.id, "paused");
    expect((await studio.nodesOf(run.id)).map(({ length }) => length)).toEqual([14, 0, 0]);
    await later.grower.settled(run.id);

    await setTreeStatus(studio.store, second, "completed");
    await updateRun(studio.store, run.id, { status: "growing", trialTreeId: second });
    await later.grower.activate(run.id);
    expect(await getRun(studio.store, run.id)).toMatchObject({ status: "paused", waitingFor: "user" });
    expect(served.server.requests).toHaveLength(14);
    await later.close();
  });

  test("is refused where other trees are half grown, while it grows, and with no question left", async () => {
    const studio = await open();
    const served = await studio.serve();
    const run = await studio.grow(served, { questions: 2, start: false, ...shape });
    const [, second = ""] = await treeIdsOfRun(studio.store, run.id);
    await setTreeStatus(studio.store, second, "growing");
    await expect(startTrial(studio, run.id)).rejects.toMatchObject({ code: "wrong_state" });
    await resumeRun(studio, run.id);
    await expect(startTrial(studio, run.id)).rejects.toMatchObject({ code: "wrong_state" });
    await studio.until(run.id, "completed");
    await updateRun(studio.store, run.id, { status: "paused" });
    await expect(startTrial(studio, run.id)).rejects.toThrow(/no question left/);
  });

  test("tells its cost, time, identical siblings, unknown leaves and cut answers, and all trees at that rate", async () => {
    const studio = await open();
    const served = await studio.serve({
      endpoint: { maxConcurrency: 4, prices: { "test-model": price } },
      answer: (messages) =>
        (messages.at(-1)?.content.length ?? 0) % 2 === 0 ? "I cannot say." : "Nothing to be found here.",
      faults: (_, index) => (index < 2 ? "length" : "ok"),
    });
    const { id } = await studio.grow(served, {
      questions: 10,
      trial: true,
      ...shape,
      budget: { requests: 100 },
    });
    await studio.until(id, "paused");
    const trial = await viewTrial(studio, id);
    const [nodes = []] = await studio.nodesOf(id);
    const cost = nodes.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
    expect(trial).toMatchObject({
      status: "completed",
      nodesDone: 14,
      requests: 14,
      leaves: 8,
      unknownLeaves: 8,
      failedParts: 0,
      identicalSiblings: { generator: 1, verifier: 2, refiner: 4 },
      truncated: { generator: 2, verifier: 0, refiner: 0 },
      whole: { trees: 10, requests: 140 },
    });
    expect(trial.costUsd).toBeCloseTo(cost, 12);
    expect(trial.whole?.costUsd).toBeCloseTo(10 * cost, 12);
    expect(trial.seconds).toBeGreaterThanOrEqual(0);
    expect(trial.whole?.seconds).toBeGreaterThan(0);
    expect(Object.fromEntries(trial.checks.map(({ code, level }) => [code, level]))).toEqual({
      answers_readable: "warning",
      identical_siblings: "warning",
      truncated: "warning",
      budget: "warning",
    });
    await resumeRun(studio, id);
    await expect(viewTrial(studio, id)).rejects.toMatchObject({ code: "not_found" });
  });
});
