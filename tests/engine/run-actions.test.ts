import fc from "fast-check";
import { expect, test } from "vitest";
import { failuresOfTrees } from "../../db/queries/failures.ts";
import { nodeShapes } from "../../db/queries/nodes.ts";
import { getRun } from "../../db/queries/runs.ts";
import { treeIdsOfRun } from "../../db/queries/trees.ts";
import { storedFraction } from "../../lib/engine/credit.ts";
import { overrideLeaf } from "../../lib/engine/override-leaf.ts";
import {
  cancelRun,
  deleteRun,
  patchRun,
  pauseRun,
  resumeRun,
  retryRun,
} from "../../lib/engine/run-actions.ts";
import { viewTree } from "../../lib/engine/tree-view.ts";
import { toNumber } from "../../lib/core/fraction.ts";
import type { Fault, LoggedRequest } from "../support/endpoint-server.ts";
import { describeStores } from "../support/stores.ts";
import { type Served, type Studio } from "../support/studio.ts";
import { useStudio } from "../support/use-studio.ts";

const seedOf = ({ body }: LoggedRequest): unknown => body["seed"];
const refusal: Fault = {
  status: 400,
  body: { error: { message: "This cannot be answered.", type: "invalid_request_error" } },
};

/** Calls back as each request comes, counted from 1. */
const onRequest =
  (act: (count: number) => void) =>
  (_: LoggedRequest, index: number): Fault => {
    act(index + 1);
    return "ok";
  };

/** No slot asked twice: with a run seed, one request a node, each has a seed of its own. */
function expectOnce({ server }: Served, count: number): void {
  expect(server.requests).toHaveLength(count);
  expect(new Set(server.requests.map(seedOf)).size).toBe(count);
}

const wrongState = expect.objectContaining({ code: "wrong_state" });

/** What is stored of each tree's credit is what its verdicts give now. */
async function expectCreditIsFresh(studio: Studio, runId: string): Promise<void> {
  for (const treeId of await treeIdsOfRun(studio.store, runId)) {
    const view = await viewTree(studio, treeId);
    const stored = (await nodeShapes(studio.store, [treeId])).map(
      ({ path, label, valueNumerator, valueDenominator, leaves }) => {
        const value = storedFraction(valueNumerator, valueDenominator);
        return { path, label, value: value && toNumber(value), leaves };
      },
    );
    const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
    expect(stored.sort(byPath)).toEqual(
      view.nodes.map(({ path, label, value, leaves }) => ({ path, label, value, leaves })).sort(byPath),
    );
  }
}

describeStores("what a person does to a run", (openStore) => {
  const open = useStudio(openStore);
  const shape = { branching: 2, siblings: "off", seed: 1 } as const;

  test("a pause stores what is under way and starts nothing; a resume asks for the rest alone", async () => {
    const studio = await open();
    const fifth = Promise.withResolvers<void>();
    const served = await studio.serve({
      latencyMs: 80,
      endpoint: { maxConcurrency: 3 },
      faults: onRequest((count) => count === 5 && fifth.resolve()),
    });
    const run = await studio.grow(served, { questions: 2, ...shape });
    await fifth.promise;
    await pauseRun(studio, run.id);
    expect(await getRun(studio.store, run.id)).toMatchObject({ status: "paused", waitingFor: "user" });
    const underWay = studio.grower.active.get(run.id)!.inFlight;
    expect(underWay).toBeGreaterThan(0);
    const storedByNow = (await studio.nodesOf(run.id)).flat().length;
    await studio.grower.settled(run.id);
    const asked = served.server.requests.length;
    // The server may see a request only after the pause; it was under way all the same.
    expect(asked).toBeLessThanOrEqual(storedByNow + underWay);
    expect((await studio.nodesOf(run.id)).flat()).toHaveLength(asked);
    await expect(pauseRun(studio, run.id)).rejects.toEqual(wrongState);
    await resumeRun(studio, run.id);
    await studio.until(run.id, "completed");
    expectOnce(served, 28);
  });

  test("pausing and resuming at once, again and again, asks for no slot twice", async () => {
    const studio = await open();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 27 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 6 }),
        async (stops, maxConcurrency) => {
          let turn: Promise<unknown> = Promise.resolve();
          const act = async (runId: string) => {
            await pauseRun(studio, runId);
            await resumeRun(studio, runId);
          };
          const known = Promise.withResolvers<string>();
          const served = await studio.serve({
            latencyMs: () => 8,
            endpoint: { maxConcurrency },
            // A 409 is right where the run has just ended.
            faults: onRequest((count) => {
              if (stops.includes(count))
                turn = Promise.all([
                  turn,
                  known.promise.then(act).catch((error: unknown) => expect(error).toEqual(wrongState)),
                ]);
            }),
          });
          const run = await studio.grow(served, { questions: 2, ...shape });
          known.resolve(run.id);
          await studio.untilTrue(run.id, async () => {
            await turn;
            return (await getRun(studio.store, run.id)).status === "completed";
          });
          expectOnce(served, 28);
          expect(studio.errors).toEqual([]);
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  });

  test("resuming while failed requests are being asked again asks for each as often as it failed, and once more", async () => {
    const studio = await open();
    const failures = new Map<unknown, number>();
    const known = Promise.withResolvers<string>();
    const turns: Promise<unknown>[] = [];
    const served = await studio.serve({
      latencyMs: 10,
      faults: (request, index) => {
        if (index % 4 === 1)
          turns.push(
            known.promise
              .then(async (id) => (await pauseRun(studio, id), await resumeRun(studio, id)))
              .catch(() => {}),
          );
        if (index % 3 !== 0) return "ok";
        failures.set(seedOf(request), (failures.get(seedOf(request)) ?? 0) + 1);
        return index % 2 === 0 ? { status: 500, body: { error: { message: "no" } } } : "reset";
      },
    });
    const run = await studio.grow(served, { questions: 1, ...shape });
    known.resolve(run.id);
    await studio.until(run.id, "completed");
    await Promise.all(turns);
    const asked = Map.groupBy(served.server.requests, seedOf);
    expect(asked.size).toBe(14);
    for (const [seed, requests] of asked) expect(requests.length).toBe(1 + (failures.get(seed) ?? 0));
  });

  test("a cancelled run keeps what it has, and neither pause, resume nor another cancel moves it", async () => {
    const studio = await open();
    const third = Promise.withResolvers<void>();
    const served = await studio.serve({
      latencyMs: 60,
      endpoint: { maxConcurrency: 2 },
      faults: onRequest((count) => count === 3 && third.resolve()),
    });
    const run = await studio.grow(served, { questions: 1, ...shape });
    await third.promise;
    await cancelRun(studio, run.id);
    await studio.grower.settled(run.id);
    const ended = await getRun(studio.store, run.id);
    expect(ended).toMatchObject({ status: "cancelled", waitingFor: null });
    expect(ended.finishedAt).not.toBeNull();
    expect((await studio.nodesOf(run.id)).flat()).toHaveLength(served.server.requests.length);
    for (const act of [pauseRun, resumeRun, cancelRun])
      await expect(act(studio, run.id)).rejects.toEqual(wrongState);
  });

  test("a cancel right after a pause, with requests under way, cancels; and stays so when they end the last tree", async () => {
    const studio = await open();
    const last = Promise.withResolvers<void>();
    const served = await studio.serve({
      latencyMs: 60,
      endpoint: { maxConcurrency: 14 },
      faults: onRequest((count) => count === 3 && last.resolve()),
    });
    const run = await studio.grow(served, { questions: 1, branching: 1, siblings: "off" });
    await last.promise;
    await pauseRun(studio, run.id);
    await cancelRun(studio, run.id);
    await studio.grower.settled(run.id);
    expect(await getRun(studio.store, run.id)).toMatchObject({ status: "cancelled" });
  });

  test("a run that is not to start waits for its user, and resume starts it", async () => {
    const studio = await open();
    const served = await studio.serve();
    const run = await studio.grow(served, { questions: 1, ...shape, start: false });
    expect(run).toMatchObject({ status: "paused", waitingFor: "user", startedAt: null });
    expect(served.server.requests).toEqual([]);
    await resumeRun(studio, run.id);
    await studio.until(run.id, "completed");
    expectOnce(served, 14);
    for (const act of [pauseRun, resumeRun, cancelRun, retryRun])
      await expect(act(studio, run.id)).rejects.toEqual(wrongState);
  });

  test("a growing run is not deleted; a paused one is once its requests are back, with all that it had", async () => {
    const studio = await open();
    const second = Promise.withResolvers<void>();
    const served = await studio.serve({
      latencyMs: 60,
      endpoint: { maxConcurrency: 2 },
      faults: onRequest((count) => count === 2 && second.resolve()),
    });
    const run = await studio.grow(served, { questions: 1, ...shape });
    await second.promise;
    await expect(deleteRun(studio, run.id)).rejects.toEqual(wrongState);
    await pauseRun(studio, run.id);
    const [treeId = ""] = await treeIdsOfRun(studio.store, run.id);
    await deleteRun(studio, run.id);
    await expect(getRun(studio.store, run.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await nodeShapes(studio.store, [treeId])).toEqual([]);
    expect(studio.errors).toEqual([]);
  });

  test("pause, resume and cancel at once leave one of them to win, never two", async () => {
    const studio = await open();
    const served = await studio.serve({ latencyMs: 5 });
    const run = await studio.grow(served, { questions: 3, ...shape });
    await Promise.allSettled([
      pauseRun(studio, run.id),
      resumeRun(studio, run.id),
      pauseRun(studio, run.id),
      resumeRun(studio, run.id),
    ]);
    await studio.until(run.id, "completed");
    expectOnce(served, 42);
  });

  test("retry asks again for the failed parts alone, and what stood above them is whole", async () => {
    const studio = await open();
    let isMended = false;
    const served = await studio.serve({
      // The first critique and what would have stood on it.
      faults: (_, index) => (!isMended && index === 1 ? refusal : "ok"),
      endpoint: { maxConcurrency: 1 },
    });
    const run = await studio.grow(served, { questions: 2, ...shape });
    expect(await studio.until(run.id, "completed")).toMatchObject({ status: "completed" });
    const [broken = "", whole = ""] = await treeIdsOfRun(studio.store, run.id);
    expect(
      (await failuresOfTrees(studio.store, [broken, whole])).map(({ treeId, path }) => [treeId, path]),
    ).toEqual([[broken, "1.1"]]);
    const before = await viewTree(studio, broken);
    expect(before.status).toBe("failed");
    expect(before.nodes.find(({ path }) => path === "1")).toMatchObject({
      incomplete: true,
      label: null,
      leaves: 2,
    });
    isMended = true;
    const asked = served.server.requests.length;
    await retryRun(studio, run.id);
    await studio.until(run.id, "completed");
    expect(served.server.requests).toHaveLength(asked + 3);
    const after = await viewTree(studio, broken);
    expect(after).toMatchObject({ status: "completed", failed: [] });
    expect(after.nodes.find(({ path }) => path === "1")).toMatchObject({ incomplete: false, leaves: 4 });
    await expectCreditIsFresh(studio, run.id);
  });

  test("a threshold that moves while the run grows holds for every label that is stored", async () => {
    const studio = await open();
    const turns: Promise<unknown>[] = [];
    const known = Promise.withResolvers<string>();
    const served = await studio.serve({
      faults: onRequest((count) => {
        if (count % 4 === 0)
          turns.push(
            known.promise.then((id) =>
              patchRun(studio, id, { threshold: [0.1, 0.9, 0.5][(count / 4) % 3]! }),
            ),
          );
      }),
    });
    const run = await studio.grow(served, { questions: 3, branching: 2, siblings: "off" });
    known.resolve(run.id);
    await studio.until(run.id, "completed");
    await Promise.all(turns);
    expect(turns.length).toBeGreaterThan(8);
    await expectCreditIsFresh(studio, run.id);
  });

  test("overrides given while the run grows count in every value that is stored", async () => {
    const studio = await open();
    const turns: Promise<unknown>[] = [];
    const known = Promise.withResolvers<string>();
    const overridden = new Set<string>();
    const overrideNext = async (runId: string) => {
      const leaf = (await studio.nodesOf(runId))
        .flat()
        .find(({ id, depth }) => depth === 3 && !overridden.has(id));
      if (!leaf) return;
      overridden.add(leaf.id);
      await overrideLeaf(studio, leaf.id, { verdict: leaf.verdict === "correct" ? "incorrect" : "correct" });
    };
    const served = await studio.serve({
      faults: onRequest(() => void turns.push(known.promise.then(overrideNext))),
    });
    const run = await studio.grow(served, { questions: 2, branching: 2, siblings: "off" });
    known.resolve(run.id);
    await studio.until(run.id, "completed");
    await Promise.all(turns);
    expect(overridden.size).toBeGreaterThan(3);
    const leaves = (await studio.nodesOf(run.id)).flat().filter(({ depth }) => depth === 3);
    for (const { id, verdict, effectiveVerdict } of leaves)
      expect(verdict !== effectiveVerdict).toBe(overridden.has(id));
    await expectCreditIsFresh(studio, run.id);
  });
});
