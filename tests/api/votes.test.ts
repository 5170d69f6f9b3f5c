import { expect, test } from "vitest";
import type { ApiClient, Json } from "../support/api-client.ts";
import type { EndpointServerOptions } from "../support/endpoint-server.ts";
import { describeStudios } from "../support/server.ts";
import { leavesOf, shownTrees } from "./oracle.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

const isVote = (prompt: string): boolean => prompt.includes("VERDICT: UNSURE");

/** A finished run of eight leaves that the judge cannot tell, on a server that votes as told. */
async function unknownRun(api: ApiClient, options: EndpointServerOptions = {}, fields: object = {}) {
  const words = ["CORRECT", "INCORRECT", "UNSURE"];
  let votes = 0;
  const { server, endpointId } = await addServer(
    api,
    {
      answer: ([message]) =>
        isVote(message!.content) ? `Compared.\nVERDICT: ${words[votes++ % 3]}` : "It is hard to say.",
      ...options,
    },
    fields,
  );
  const dataset = await addRows(api, 1);
  const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
  await api.ended(run.id);
  return { server, endpointId, runId: run.id as string };
}

async function settled(api: ApiClient, runId: string): Promise<Json> {
  for (;;) {
    const { items } = await api.get(`/api/runs/${runId}/votes/tasks`);
    if (items[0].finishedAt !== null) return items[0];
  }
}

describeStudios("votes of a model", (studio) => {
  test("estimate, ask, list: each vote with what was sent and what it cost, the run as it was", async () => {
    const { api } = studio();
    const { server, endpointId, runId } = await unknownRun(
      api,
      {},
      { prices: { "test-model": { promptPerMillion: 10, completionPerMillion: 20 } } },
    );
    const before = [await api.get(`/api/runs/${runId}`), await shownTrees(api, runId)];
    const asked = server.requests.length;
    const request = { endpointId, model: "test-model" };
    const { body: estimate } = await api.call("POST", `/api/runs/${runId}/votes/estimate`, request);
    expect(estimate).toMatchObject({ leaves: 8, unknownLeaves: 8, isPriced: true, promptVersion: "1" });
    expect(estimate.costUsd).toBeCloseTo(
      (estimate.promptTokens * 10 + estimate.completionTokens * 20) / 1e6,
      12,
    );
    expect(estimate.costUsdAtMost).toBeGreaterThan(estimate.costUsd);
    expect(server.requests.length).toBe(asked);

    const started = await api.call("POST", `/api/runs/${runId}/votes`, request);
    expect([started.status, started.body.leavesTotal]).toEqual([202, 8]);
    const task = await settled(api, runId);
    expect(task).toMatchObject({ id: started.body.id, status: "completed", inFlight: 0, waiting: null });
    expect(task.votes).toEqual({ correct: 3, incorrect: 3, unknown: 2 });
    expect(task.usage.requests).toBe(8);
    expect(server.requests.length).toBe(asked + 8);
    expect(Math.abs(estimate.promptTokens / task.usage.promptTokens - 1)).toBeLessThan(0.05);
    expect([await api.get(`/api/runs/${runId}`), await shownTrees(api, runId)]).toEqual(before);

    const votes = await api.all(`/api/runs/${runId}/votes`, 3);
    expect(votes.map(({ nodeId }) => nodeId).sort()).toEqual(
      (await shownTrees(api, runId)).flatMap((tree) => leavesOf(tree).map(({ id }) => id)).sort(),
    );
    for (const word of ["correct", "incorrect", "unknown"])
      expect(await api.all(`/api/runs/${runId}/votes?vote=${word}`, 2)).toEqual(
        votes.filter(({ vote }) => vote === word),
      );
    for (const listed of votes) {
      const [{ messages, ...vote }] = await api.all(`/api/nodes/${listed.nodeId}/votes`);
      expect({ ...vote, index: 0 }).toEqual(listed);
      if (vote.nodeId === estimate.sample.nodeId) expect(messages).toEqual(estimate.sample.messages);
      expect(
        server.requests.some(({ body }) => JSON.stringify(body["messages"]) === JSON.stringify(messages)),
      ).toBe(true);
    }
    const again = await api.call("POST", `/api/runs/${runId}/votes/estimate`, request);
    expect(again.body).toMatchObject({ leaves: 0, unknownLeaves: 8, costUsd: 0, sample: null });
    expect(again.body.basis).toContain("measured");
    await server.close();
  });

  test("a vote becomes a verdict only by a person, whose override names it", async () => {
    const { api } = studio();
    const { server, endpointId, runId } = await unknownRun(api);
    await api.call("POST", `/api/runs/${runId}/votes`, { endpointId, model: "test-model" });
    await settled(api, runId);
    const [vote] = await api.all(`/api/runs/${runId}/votes?vote=correct`);
    expect((await api.get(`/api/runs/${runId}`)).accuracy.refiner).toBe(0);
    const reason = `vote ${vote.id} of ${vote.model}`;
    await api.call("PUT", `/api/nodes/${vote.nodeId}/override`, { verdict: vote.vote, reason });
    const [tree] = await shownTrees(api, runId);
    const node = tree!.nodes.find(({ id }) => id === vote.nodeId);
    expect([node.verdict, node.override.verdict, node.override.reason]).toEqual([
      "unknown",
      "correct",
      reason,
    ]);
    expect((await api.get(`/api/runs/${runId}`)).accuracy.refiner).toBe(1 / 8);
    expect((await api.all(`/api/nodes/${vote.nodeId}/votes`)).length).toBe(1);
    await server.close();
  });

  test("what cannot be asked is refused with the field, and cancelling needs something to cancel", async () => {
    const { api } = studio();
    const { server, endpointId, runId } = await unknownRun(api);
    const good = { endpointId, model: "test-model" };
    for (const [body, field] of [
      [{ model: "m" }, "endpointId"],
      [{ endpointId }, "model"],
      [{ ...good, endpointId: "none" }, "endpointId"],
      [{ ...good, model: " " }, "model"],
      [{ ...good, maxTokens: 0 }, "maxTokens"],
      [{ ...good, limit: 0 }, "limit"],
      [{ ...good, budgetUsd: 0 }, "budgetUsd"],
      [{ ...good, budgetUsd: 1 }, "budgetUsd"],
      [{ ...good, temperature: 3 }, "temperature"],
    ] as const)
      for (const address of ["votes", "votes/estimate"]) {
        const answer = await api.call("POST", `/api/runs/${runId}/${address}`, body);
        expect([JSON.stringify(body), answer.status, answer.body.errors?.[0].path]).toEqual([
          JSON.stringify(body),
          422,
          field,
        ]);
      }
    expect((await api.call("POST", `/api/runs/${runId}/votes/cancel`)).status).toBe(409);
    for (const address of ["runs/none/votes", "runs/none/votes/estimate"])
      expect((await api.call("POST", `/api/${address}`, good)).status).toBe(404);
    for (const address of ["runs/none/votes", "runs/none/votes/tasks", "nodes/none/votes", "nodes/%00/votes"])
      expect((await api.call("GET", `/api/${address}`)).status).toBe(404);
    expect((await api.call("POST", "/api/runs/none/votes/cancel")).status).toBe(404);
    expect(server.requests.filter(({ body }) => isVote(JSON.stringify(body)))).toEqual([]);
    await server.close();
  });
});
