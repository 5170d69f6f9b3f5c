import { expect, test } from "vitest";
import { treeIdsOfRun } from "../../db/queries/trees.ts";
import { machineCosts } from "../../lib/engine/machine-rates.ts";
import { patchRun, pauseRun, resumeRun } from "../../lib/engine/run-actions.ts";
import { viewUsage } from "../../lib/engine/run-usage.ts";
import { viewTree } from "../../lib/engine/tree-view.ts";
import { getRun } from "../../db/queries/runs.ts";
import { describeStores } from "../support/stores.ts";
import { useStudio } from "../support/use-studio.ts";

/** A dollar a second. */
const prices = { "test-model": { gpuHourUsd: 3600 } };

describeStores("a machine by the hour", (openStore) => {
  const open = useStudio(openStore);

  test("costs a run the time in which it grew, shared by tokens among roles, trees and nodes", async () => {
    let wallMs = 1_000_000;
    const studio = await open({ wallNow: () => wallMs });
    const served = await studio.serve({
      endpoint: { maxConcurrency: 1, prices },
      faults: () => ((wallMs += 1000), "ok"),
    });
    const run = await studio.grow(served, { questions: 2, branching: 1 });
    await studio.until(run.id, "completed");
    await studio.grower.settled(run.id);
    const usage = await viewUsage(studio.store, run.id);
    expect(usage.machines).toEqual([
      { endpointId: served.endpoint.id, model: "test-model", seconds: 6, usd: 6 },
    ]);
    expect(usage.costUsd).toBeCloseTo(6, 9);
    const roles = Object.values(usage.byRole);
    expect(roles.reduce((sum, { costUsd }) => sum + costUsd, 0)).toBeCloseTo(6, 9);
    const all = usage.promptTokens + usage.completionTokens;
    for (const role of roles)
      expect(role.machineUsd / 6).toBeCloseTo((role.promptTokens + role.completionTokens) / all, 9);
    const treeIds = await treeIdsOfRun(studio.store, run.id);
    const costs = await machineCosts(studio.store, await getRun(studio.store, run.id), treeIds);
    expect([...costs.values()].reduce((a, b) => a + b, 0)).toBeCloseTo(6, 9);
    for (const id of treeIds) {
      const { nodes } = await viewTree(studio, id);
      expect(nodes.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0)).toBeCloseTo(costs.get(id)!, 9);
    }
  });

  test("is held against a cap in dollars between two counts, with what a request takes on average", async () => {
    let wallMs = 1_000_000;
    const studio = await open({ wallNow: () => wallMs, now: () => wallMs });
    const served = await studio.serve({
      endpoint: { maxConcurrency: 1, prices },
      faults: () => ((wallMs += 1000), "ok"),
    });
    const run = await studio.grow(served, { questions: 2, branching: 1, budget: { usd: 4.5 } });
    expect((await studio.until(run.id, "paused", "completed")).waitingFor).toBe("budget");
    await studio.grower.settled(run.id);
    expect((await viewUsage(studio.store, run.id)).costUsd).toBeCloseTo(4, 9);
    await patchRun(studio, run.id, { budget: { usd: 7 } });
    await resumeRun(studio, run.id);
    await studio.until(run.id, "completed");
    await studio.grower.settled(run.id);
    expect((await viewUsage(studio.store, run.id)).costUsd).toBeCloseTo(6, 9);
  });

  test("is shared by the runs that grow on it together, and costs nothing while a run is paused", async () => {
    let wallMs = 1_000_000;
    const studio = await open({ wallNow: () => wallMs });
    const half = Promise.withResolvers<void>();
    const served = await studio.serve({
      endpoint: { maxConcurrency: 1, prices },
      faults: (_, index) => {
        wallMs += 500;
        if (index === 3) half.resolve();
        return "ok";
      },
    });
    const first = await studio.grow(served, { questions: 2, branching: 1 });
    const second = await studio.grow(served, { questions: 2, branching: 1 });
    await half.promise;
    for (const { id } of [first, second]) {
      if ((await getRun(studio.store, id)).status !== "growing") continue;
      await pauseRun(studio, id).catch(() => {});
      await studio.grower.settled(id);
    }
    wallMs += 3_600_000;
    for (const { id } of [first, second])
      if ((await getRun(studio.store, id)).status === "paused") await resumeRun(studio, id);
    for (const { id } of [first, second]) {
      await studio.until(id, "completed");
      await studio.grower.settled(id);
    }
    const usages = [await viewUsage(studio.store, first.id), await viewUsage(studio.store, second.id)];
    expect(usages[0]!.costUsd + usages[1]!.costUsd).toBeCloseTo(6, 9);
    expect(Math.min(...usages.map(({ costUsd }) => costUsd))).toBeGreaterThan(0);
  });

  test("counts against a cap in dollars, and the pause names what finishing takes", async () => {
    let wallMs = 1_000_000;
    const studio = await open({ wallNow: () => wallMs });
    const half = Promise.withResolvers<void>();
    const served = await studio.serve({
      endpoint: { maxConcurrency: 1, prices },
      latencyMs: 5,
      faults: (_, index) => {
        wallMs += 1000;
        if (index === 2) half.resolve();
        return "ok";
      },
    });
    const run = await studio.grow(served, { questions: 4, branching: 1, budget: { usd: 100 } });
    await half.promise;
    await pauseRun(studio, run.id);
    await studio.grower.settled(run.id);
    await patchRun(studio, run.id, { budget: { usd: 2 } });
    await resumeRun(studio, run.id);
    const paused = await studio.until(run.id, "paused", "completed");
    expect(paused).toMatchObject({ status: "paused", waitingFor: "budget" });
    const named = Number(/about \$([\d.]+) in all/.exec(paused.waitingReason ?? "")?.[1]);
    expect(named).toBeGreaterThan(8);
    expect(named).toBeLessThan(18);
  });
});
