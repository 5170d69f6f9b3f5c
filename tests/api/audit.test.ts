import { expect, test } from "vitest";
import type { ApiClient, Json } from "../support/api-client.ts";
import { describeStudios } from "../support/server.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

async function grown(api: ApiClient): Promise<Json> {
  const { endpointId } = await addServer(api, { answer: () => "It is hard to say." });
  const dataset = await addRows(api, 2);
  const { body } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId, { branching: 2 }));
  return await api.ended(body.id);
}

describeStudios("/api/runs/{id}/audit", (studio) => {
  test("queues suspects, takes verdicts and wrong golds, undoes them, and names what is wrong with a request", async () => {
    const { api } = studio();
    const run = await grown(api);
    const address = `/api/runs/${run.id}/audit`;
    const queue = await api.get(address);
    // Each leaf gives no answer: eight a tree.
    expect(queue).toMatchObject({ total: 16, leaves: 16, pending: 0, signals: { "no-answer": 16 } });
    const listed = await api.all(address, 5);
    expect(listed.map(({ nodeId }: Json) => nodeId)).toEqual(queue.items.map(({ nodeId }: Json) => nodeId));
    const [first, second] = queue.items;
    expect(first).toMatchObject({ verdict: "unknown", turnsTo: "correct", answer: null, alike: 1 });

    const turned = await api.call("POST", `${address}/verdicts`, {
      nodeIds: [first.nodeId],
      verdict: "correct",
      author: "Ada",
    });
    expect(turned.status).toBe(200);
    expect(turned.body.effect).toEqual(first.effect);
    expect((await api.get(address)).total).toBe(15);
    // The tab shows the same number.
    expect((await api.get(`/api/runs/${run.id}`)).suspects).toBe(15);
    expect((await api.get(`${address}/leaves/${first.nodeId}`)).override).toMatchObject({ author: "Ada" });
    const undone = await api.call("POST", `${address}/undo`, { stepId: turned.body.stepId });
    expect(undone.body.items[0]).toMatchObject({ kind: "undo" });
    expect((await api.get(address)).total).toBe(16);

    const gold = `${address}/golds/${first.questionId}`;
    await api.call("POST", `${gold}/mark`, { isWrong: true });
    expect((await api.get(address)).goldsWrong).toBe(1);
    const preview = await api.call("POST", "/api/exports/preview", { runIds: [run.id], format: "trl" });
    expect(preview.body.dropped.gold_marked_wrong).toBe(1);
    const mended = await api.call("POST", `${gold}/preview`, { gold: "77" });
    expect(mended.body).toMatchObject({ goldAfter: "77", counts: { verdicts: 0 } });
    expect((await api.call("POST", `${gold}/mend`, { gold: "77" })).status).toBe(200);
    expect((await api.get(`${address}/golds`)).items).toEqual([]);

    expect((await api.call("POST", `${gold}/mend`, { gold: "seventy-odd" })).body).toMatchObject({
      status: 422,
      errors: [{ path: "gold" }],
    });
    expect(
      (
        await api.call("POST", `${address}/alike`, {
          nodeId: second.nodeId,
          scope: "run",
          verdict: "correct",
        })
      ).status,
    ).toBe(422);
    expect((await api.call("POST", `${address}/verdicts`, { nodeIds: [], verdict: "correct" })).status).toBe(
      422,
    );
    expect((await api.call("GET", `${address}?signal=none`)).status).toBe(422);
    expect((await api.call("GET", `${address}?cursor=x`)).status).toBe(400);
    expect((await api.call("GET", "/api/runs/run_none/audit")).status).toBe(404);
    expect((await api.call("GET", `${address}/leaves/node_none`)).status).toBe(404);
  });

  test("draws a sample that tells nothing of the judge, and estimates its error from what people say", async () => {
    const { api } = studio();
    const run = await grown(api);
    const address = `/api/runs/${run.id}/audit/sample`;
    expect(await api.get(address)).toEqual({ sample: null, next: [], left: 0 });
    const drawn = await api.call("POST", address, { perVerdict: 2, seed: 3, author: "Ada" });
    expect(drawn.status).toBe(201);
    expect(drawn.body).toMatchObject({ left: 2, sample: { strata: { unknown: { leaves: 16, drawn: 2 } } } });
    for (const { nodeId } of drawn.body.next) {
      const said = await api.call("POST", `${address}/verdicts`, {
        nodeId,
        verdict: "incorrect",
        author: "Ada",
      });
      expect(said.body).toMatchObject({ said: "incorrect", verdict: "unknown" });
    }
    const { sample, left } = await api.get(`${address}?author=Ada`);
    expect(left).toBe(0);
    expect(sample.error.unknownCorrect).toMatchObject({ rate: 0, leaves: 2 });
    expect((await api.call("POST", address, { perVerdict: 0 })).status).toBe(422);
  });
});
