import { afterEach, expect, test, vi } from "vitest";
import { createEndpoint } from "../../db/queries/endpoints.ts";
import { createRun } from "../../lib/engine/create-run.ts";
import { endpointDefaults } from "../../lib/engine/known-endpoints.ts";
import { leaseTrees } from "../../lib/engine/lease-trees.ts";
import type { TreeJob, TreeJobs } from "../../lib/engine/tree-jobs.ts";
import { RunCreate } from "../../lib/http/wire/runs.ts";
import { openFiles } from "../support/stores.ts";
import { plantQuestions } from "../support/studio.ts";

const open = openFiles();
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of opened.splice(0)) await end();
  vi.useRealTimers();
});

/** A queue whose trees other processes hold until they are given back. */
function heldElsewhere() {
  const queue: TreeJob[] = [];
  const asked: number[] = [];
  const jobs: TreeJobs = {
    async offer() {
      return 0;
    },
    async take(_, count) {
      asked.push(count);
      return queue.splice(0, count);
    },
    touch: async () => [],
    close: async () => {},
    giveBack: async () => {},
    drop: async () => {},
    stop: async () => {},
  };
  return { queue, asked, jobs };
}

test("leaseTrees(runId) is dry from an empty look until it has found by itself what another process gave back", async () => {
  const store = await open();
  const { id: endpointId } = await createEndpoint(store, {
    ...endpointDefaults,
    name: "an endpoint",
    baseUrl: "http://127.0.0.1:1/v1",
  });
  const run = await createRun(
    store,
    RunCreate.parse({
      datasetId: await plantQuestions(store, 1),
      roles: { generator: { endpointId, model: "test-model" } },
    }),
  );
  const [tree] = await store.db.select().from(store.t.trees);
  const { queue, asked, jobs } = heldElsewhere();
  let isPaused = false;
  let readied = Promise.withResolvers<void>();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  const source = leaseTrees(run.id, {
    store,
    jobs,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    mayGrow: () => true,
    mayLook: () => !isPaused,
    onReady: () => readied.resolve(),
    onLost: () => {},
    onDone: () => {},
  });
  opened.push(source.release);
  /** Lets a second go by; answers whether it was dry all along. */
  const nextLook = async (): Promise<boolean> => {
    readied = Promise.withResolvers();
    vi.advanceTimersByTime(1000);
    const isDry = source.isDry;
    await readied.promise;
    return isDry;
  };

  expect(source.take(() => true, 9)).toBeNull();
  expect([source.isLooking, source.isDry]).toEqual([true, false]);
  await readied.promise;
  expect(source.isDry).toBe(true);
  expect(source.take(() => true, 9)).toBeNull();
  expect([await nextLook(), await nextLook(), source.isDry, source.isLooking]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  isPaused = true;
  const before = asked.length;
  vi.advanceTimersByTime(3000);
  expect(asked).toHaveLength(before);
  isPaused = false;
  queue.push({ treeId: tree!.id, lease: { id: "job", retryCount: 1 } });
  await nextLook();
  expect(source.isDry).toBe(false);
  expect(source.take(() => true, 9)?.id).toBe(tree!.id);
  // As many as have places at once, at most four; a dry queue gives them one by one.
  expect(asked[0]).toBe(4);
  expect(new Set(asked.slice(2))).toEqual(new Set([1]));
});
