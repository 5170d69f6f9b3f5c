import { expect, test } from "vitest";
import { comparePaths } from "../../lib/core/path.ts";
import type { LoggedRequest } from "../support/endpoint-server.ts";
import { describeStores } from "../support/stores.ts";
import { plantQuestions, type Served, type Studio } from "../support/studio.ts";
import { useStudio } from "../support/use-studio.ts";

const promptOf = ({ body }: LoggedRequest): string =>
  (body["messages"] as { content: string }[]).map(({ content }) => content).join("\n");
const seedOf = ({ body }: LoggedRequest): unknown => body["seed"];
const indexOf = (request: LoggedRequest): number => Number(/^Question (\d+):/.exec(promptOf(request))?.[1]);

/** The tree and path that each request asked for, by the seed that is drawn from them. */
async function placesOf(
  studio: Studio,
  runId: string,
  { server }: Served,
): Promise<(readonly [number, string])[]> {
  const places = new Map<unknown, readonly [number, string]>();
  for (const [index, nodes] of (await studio.nodesOf(runId)).entries())
    for (const node of nodes.toReversed()) places.set(node.seed, [index, node.path]);
  return server.requests.map((request) => places.get(seedOf(request)) ?? [-1, ""]);
}

/** Depth-first by hand: after a part its children, whole, before its next sibling group. */
function depthFirst(branching: readonly number[], parent = ""): string[] {
  const [count = 0, ...below] = branching;
  const row = Array.from({ length: count }, (_, index) =>
    parent === "" ? `${index + 1}` : `${parent}.${index + 1}`,
  );
  return row.flatMap((path) => [path, ...depthFirst(below, path)]);
}

describeStores("the order of growing", (openStore) => {
  const open = useStudio(openStore);

  test("one request at a time takes the oldest question first and the deepest part first within it", async () => {
    const studio = await open();
    const served = await studio.serve({ endpoint: { maxConcurrency: 1 } });
    const run = await studio.grow(served, { questions: 3, branching: 2, siblings: "off", seed: 1 });
    await studio.until(run.id, "completed");
    const places = await placesOf(studio, run.id, served);
    const whole = depthFirst([2, 2, 2]);
    expect(places).toEqual([0, 1, 2].flatMap((tree) => whole.map((path) => [tree, path])));
    expect(whole).toEqual(whole.toSorted(comparePaths));
  });

  test("uneven branching grows exactly the planned shape", async () => {
    const studio = await open();
    const served = await studio.serve();
    const run = await studio.grow(served, {
      questions: 2,
      branching: { generator: 2, verifier: 1, refiner: 4 },
    });
    await studio.until(run.id, "completed");
    for (const nodes of await studio.nodesOf(run.id))
      expect(nodes.map(({ path }) => path)).toEqual(depthFirst([2, 1, 4]));
    expect(served.server.requests).toHaveLength(2 * (1 + 2 + 2));
  });

  test("a request's seed differs from every other's and comes again with the same run seed only", async () => {
    const studio = await open();
    const served = await studio.serve();
    const datasetId = await plantQuestions(studio.store, 2);
    const seeds: unknown[][] = [];
    for (const seed of [3, 3, 4]) {
      const before = served.server.requests.length;
      const run = await studio.grow(served, { datasetId, branching: 2, siblings: "off", seed });
      await studio.until(run.id, "completed");
      seeds.push(served.server.requests.slice(before).map(seedOf).sort());
    }
    expect(new Set(seeds[0]).size).toBe(28);
    expect(seeds[1]).toEqual(seeds[0]);
    expect(seeds[0]!.filter((seed) => seeds[2]!.includes(seed))).toEqual([]);
  });

  test("roles on two endpoints are each asked on their own, each within its own limit", async () => {
    const studio = await open();
    const [first, second] = [
      await studio.serve({ endpoint: { maxConcurrency: 2 } }),
      await studio.serve({ model: "critic", endpoint: { maxConcurrency: 1 } }),
    ];
    const run = await studio.grow(first, {
      questions: 3,
      branching: 2,
      roles: {
        generator: { endpointId: first.endpoint.id, model: "test-model" },
        verifier: { endpointId: second.endpoint.id, model: "critic" },
        refiner: { endpointId: first.endpoint.id, model: "test-model" },
      },
    });
    await studio.until(run.id, "completed");
    expect(second.server.requests).toHaveLength(3 * 2);
    expect(second.server.requests.every((request) => /Verdict: CORRECT/.test(promptOf(request)))).toBe(true);
    expect(first.server.requests).toHaveLength(3 * (1 + 4));
    expect((await studio.nodesOf(run.id)).flat()).toHaveLength(3 * 14);
  });

  test.each([1, 3, 7])(
    "never more than maxConcurrency %i requests are under way, and as many as that",
    async (maxConcurrency) => {
      const studio = await open();
      let [now, most] = [0, 0];
      const served = await studio.serve({
        // Slow until it has seen so many at once, so that a busy machine makes no difference.
        latencyMs: () => (most < maxConcurrency ? 500 : 1),
        endpoint: { maxConcurrency },
        // Both are called as a request comes and as its answer is made.
        faults: () => {
          now += 1;
          most = Math.max(most, now);
          return "ok";
        },
        answer: () => {
          now -= 1;
          return "Final Answer: 1\nVerdict: CORRECT";
        },
      });
      const run = await studio.grow(served, { questions: 6, branching: 2, siblings: "off" });
      await studio.until(run.id, "completed");
      expect(most).toBe(maxConcurrency);
    },
  );

  test("a later run waits behind an older one", async () => {
    const studio = await open();
    const served = await studio.serve({ latencyMs: 5, endpoint: { maxConcurrency: 3 } });
    const older = await studio.grow(served, { questions: 8, branching: 2, seed: 1 });
    const later = await studio.grow(served, { questions: 8, branching: 2, seed: 2 });
    await studio.until(older.id, "completed");
    const begun = (await studio.nodesOf(later.id)).flat().length;
    await studio.until(later.id, "completed");
    const seedsOfOlder = new Set((await studio.nodesOf(older.id)).flat().map(({ seed }) => seed));
    const whose = served.server.requests.map((request) =>
      seedsOfOlder.has(seedOf(request) as number) ? "older" : "later",
    );
    // Only the places that the older run's last requests leave free may go to the later one.
    const lastOlder = whose.lastIndexOf("older");
    expect(whose.slice(0, lastOlder).filter((name) => name === "later").length).toBeLessThanOrEqual(12);
    expect(whose.slice(0, 8 * 7 - 12)).not.toContain("later");
    expect(begun).toBeLessThan(8 * 14);
  });

  test("while n is being found out one request is under way and few trees are open", async () => {
    const studio = await open();
    const asked = Promise.withResolvers<void>();
    const served = await studio.serve({
      endpoint: { maxConcurrency: 16 },
      latencyMs: 300,
      faults: () => {
        asked.resolve();
        return "ok";
      },
    });
    const run = await studio.grow(served, { questions: 30, branching: 3 });
    await asked.promise;
    await studio.untilTrue(run.id, () => studio.grower.active.get(run.id)?.opening === 0);
    expect(served.server.requests).toHaveLength(1);
    expect(studio.grower.active.get(run.id)!.open.size).toBeLessThanOrEqual(8);
    await studio.grower.halt(run.id, "cancelled", null);
    // The first trees are read side by side: any of them may be there first.
    expect(indexOf(served.server.requests[0]!)).toBeLessThan(4);
  });
});
