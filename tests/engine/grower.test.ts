import { expect, test } from "vitest";
import { runTotals } from "../../db/queries/run-totals.ts";
import { getRun } from "../../db/queries/runs.ts";
import { promptOfNode } from "../../lib/engine/tree-view.ts";
import type { LoggedRequest } from "../support/endpoint-server.ts";
import { describeStores } from "../support/stores.ts";
import { useStudio } from "../support/use-studio.ts";

const promptOf = ({ body }: LoggedRequest): string => JSON.stringify(body["messages"]);
const countOf = ({ body }: LoggedRequest): number => (typeof body["n"] === "number" ? body["n"] : 1);

describeStores("a run", (openStore) => {
  const open = useStudio(openStore);

  test("with n costs 13 requests a tree, and every stored prompt is what the server was sent", async () => {
    const studio = await open();
    const served = await studio.serve();
    const run = await studio.grow(served, { questions: 4, branching: 3 });
    const ended = await studio.until(run.id, "completed", "failed", "paused");
    expect(ended).toMatchObject({ status: "completed", waitingFor: null });
    expect(served.server.requests).toHaveLength(4 * 13);
    expect(served.server.requests.filter((request) => "seed" in request.body)).toEqual([]);
    const trees = await studio.nodesOf(run.id);
    expect(trees.map((nodes) => nodes.length)).toEqual([39, 39, 39, 39]);
    const rebuilt = await Promise.all(
      trees.flat().map(async ({ id }) => JSON.stringify(await promptOfNode(studio, id))),
    );
    const sent = served.server.requests.flatMap((request) =>
      Array.from({ length: countOf(request) }, () => promptOf(request)),
    );
    expect(rebuilt.sort()).toEqual(sent.sort());
    expect(await runTotals(studio.store, run.id)).toMatchObject({
      requests: 52,
      retries: 0,
      treesDone: 4,
      nodesDone: 156,
      nodesTotal: 156,
    });
    expect(studio.errors).toEqual([]);
  });

  test.each([
    ["siblings off", { siblings: "off" as const, supportsN: true, requests: 39, notices: 0 }],
    [
      "an endpoint that ignores n",
      { siblings: "auto" as const, supportsN: "ignore" as const, requests: 39, notices: 1 },
    ],
    ["an endpoint that refuses n", { siblings: "auto" as const, supportsN: false, requests: 40, notices: 1 }],
  ])(
    "with %s costs a request a node, nothing lost nor asked twice",
    async (_, { siblings, supportsN, requests, notices }) => {
      const studio = await open();
      const served = await studio.serve({ supportsN });
      const run = await studio.grow(served, { questions: 1, branching: 3, siblings, seed: 5 });
      await studio.until(run.id, "completed");
      expect(served.server.requests).toHaveLength(requests);
      expect(served.server.completionsGiven).toBe(39);
      expect((await studio.nodesOf(run.id)).flat()).toHaveLength(39);
      const { notices: told } = await getRun(studio.store, run.id);
      expect(told.map(({ code }) => code)).toEqual(Array.from({ length: notices }, () => "siblings_singly"));
    },
  );
});
