import { expect, test } from "vitest";
import type { Json } from "../support/api-client.ts";
import { describeStudios } from "../support/server.ts";
import { pairOracle, shownTrees, verdictOf } from "./oracle.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

/** All that is derived of a run holds: values from verdicts, labels from the threshold, counters from nodes. */
async function expectTrue(api: Json, runId: string): Promise<void> {
  const run = await api.get(`/api/runs/${runId}`);
  const trees = await shownTrees(api, runId);
  const items = await api.all(`/api/runs/${runId}/trees`);
  const counted = { generator: 0, verifier: 0, refiner: 0 } as Record<string, number>;
  for (const [index, tree] of trees.entries()) {
    for (const node of tree.nodes) {
      const below = tree.nodes.filter(({ parentId }) => parentId === node.id);
      const wanted =
        below.length > 0
          ? below.reduce((sum, { value }) => sum + value, 0) / below.length
          : verdictOf(node) === "correct"
            ? 1
            : 0;
      expect(node.value, `${tree.id} ${node.path}`).toBeCloseTo(wanted, 12);
      expect(node.label, `${tree.id} ${node.path} under ${run.threshold}`).toBe(
        node.value > run.threshold ? "positive" : "negative",
      );
    }
    const pairs = pairOracle([tree], String(run.threshold));
    for (const { role } of pairs) counted[role] = (counted[role] ?? 0) + 1;
    const leaves = tree.nodes.filter(({ role }) => role === "refiner");
    expect([items[index].leaves, items[index].correctLeaves]).toEqual([
      leaves.length,
      leaves.filter((leaf) => verdictOf(leaf) === "correct").length,
    ]);
    expect(Object.values<number>(items[index].pairs).reduce((a, b) => a + b, 0)).toBe(pairs.length);
    // The lists are served from what is stored; it says the same as the tree.
    expect(items[index].values.generator).toEqual(
      tree.nodes.filter(({ role }) => role === "generator").map(({ value }) => value),
    );
  }
  expect(run.pairs).toEqual(counted);
  expect((await api.get(`/api/runs/${runId}/pairs?limit=1`)).total).toBe(
    Object.values(counted).reduce((a, b) => a + b, 0),
  );
  const nodes = trees.flatMap((tree) => tree.nodes);
  expect(run.progress.nodesDone).toBe(nodes.length);
  expect(run.usage.completionTokens).toBe(
    nodes.reduce((sum, { completionTokens }) => sum + completionTokens, 0),
  );
}

describeStudios("several at once", (studio) => {
  test("a threshold and verdicts changed while a run grows leave every value, label and pair right", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api, { latencyMs: 4 }, { maxConcurrency: 8 });
    const dataset = await addRows(api, 10);
    const { body: run } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, endpointId, { branching: 3 }),
    );
    let isDone = false;
    const thresholds = [0.1, 0.9, 0.333333, 0.6];
    const patching = (async () => {
      for (let index = 0; !isDone; index++)
        await api.call("PATCH", `/api/runs/${run.id}`, { threshold: thresholds[index % 4] });
    })();
    const overriding = (async () => {
      const verdicts = ["correct", "incorrect"];
      for (let index = 0; !isDone; index++) {
        const { items } = await api.get(`/api/runs/${run.id}/trees`);
        const begun = items.filter(({ leaves }: Json) => leaves > 0);
        const item = begun[index % Math.max(1, begun.length)];
        if (!item) continue;
        const leaves = (await api.get(`/api/trees/${item.id}`)).nodes.filter(
          ({ role }: Json) => role === "refiner",
        );
        const leaf = leaves[index % leaves.length];
        expect(
          (await api.call("PUT", `/api/nodes/${leaf.id}/override`, { verdict: verdicts[index % 2] })).status,
        ).toBe(200);
      }
    })();
    const ended = await api.ended(run.id);
    isDone = true;
    await Promise.all([patching, overriding]);
    expect(ended).toMatchObject({
      status: "completed",
      progress: { treesDone: 10, nodesDone: 390, nodesTotal: 390 },
    });
    await expectTrue(api, run.id);
    await server.close();
  });

  test("pause, resume and cancel from many hands never lose, repeat or invent a completion", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api, { latencyMs: 3 }, { maxConcurrency: 6 });
    const dataset = await addRows(api, 8);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    for (let round = 0; round < 12; round++) {
      const answers = await Promise.all(
        ["pause", "resume", "pause", "resume"].map((name) => api.call("POST", `/api/runs/${run.id}/${name}`)),
      );
      expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    }
    const { status } = await api.get(`/api/runs/${run.id}`);
    if (status === "paused") await api.call("POST", `/api/runs/${run.id}/resume`);
    const ended = await api.ended(run.id);
    expect(ended).toMatchObject({ status: "completed", progress: { treesDone: 8, nodesDone: 8 * 14 } });
    expect(server.completionsGiven).toBe(8 * 14);
    await expectTrue(api, run.id);
    await server.close();
  });

  test("a run started twice at once grows once", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api, { latencyMs: 3 });
    const dataset = await addRows(api, 3);
    const { body: run } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, endpointId, { start: false }),
    );
    await Promise.all(Array.from({ length: 5 }, () => api.call("POST", `/api/runs/${run.id}/resume`)));
    await api.ended(run.id);
    expect(server.completionsGiven).toBe(3 * 14);
    await expectTrue(api, run.id);
    await server.close();
  });

  test("a run deleted twice at once is deleted once, and no decision or override brings it back", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api);
    const dataset = await addRows(api, 6);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    await api.ended(run.id);
    const [tree] = await shownTrees(api, run.id);
    const leaf = tree!.nodes.find(({ role }) => role === "refiner");
    const answers = await Promise.all([
      api.call("DELETE", `/api/runs/${run.id}`),
      api.call("DELETE", `/api/runs/${run.id}`),
      api.call("PUT", `/api/nodes/${leaf.id}/override`, { verdict: "correct" }),
      api.call("PATCH", `/api/runs/${run.id}`, { threshold: 0.1 }),
      api.call("GET", `/api/runs/${run.id}/trees`),
    ]);
    expect(
      answers
        .slice(0, 2)
        .map(({ status }) => status)
        .sort(),
    ).toEqual([204, 404]);
    expect(answers.slice(2).every(({ status }) => status === 200 || status === 404)).toBe(true);
    expect((await api.call("GET", `/api/runs/${run.id}`)).status).toBe(404);
    expect((await api.call("GET", `/api/trees/${tree!.id}`)).status).toBe(404);
    expect((await api.call("DELETE", `/api/datasets/${dataset.id}`)).status).toBe(204);
    await server.close();
  });

  test("an edit of an endpoint while a run grows on it changes nothing that is stored wrongly", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api, { latencyMs: 4 }, { maxConcurrency: 4 });
    const dataset = await addRows(api, 6);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    for (const maxConcurrency of [1, 9, 2, 16])
      await api.call("PATCH", `/api/endpoints/${endpointId}`, { maxConcurrency });
    expect(
      (await api.call("DELETE", `/api/endpoints/${endpointId}`)).status === 409 ||
        (await api.get(`/api/runs/${run.id}`)).status === "completed",
    ).toBe(true);
    expect((await api.ended(run.id)).progress.nodesDone).toBe(6 * 14);
    await expectTrue(api, run.id);
    await server.close();
  });
});
