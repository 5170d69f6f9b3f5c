import { expect, test } from "vitest";
import type { ApiClient, Json } from "../support/api-client.ts";
import { describeStudios } from "../support/server.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

/** Asks until what was begun has ended; the interface gives no event for it. */
async function untilStill(api: ApiClient, runId: string, id: string): Promise<Json> {
  for (;;) {
    const rejudging = await api.get(`/api/runs/${runId}/judge-again/${id}`);
    if (!["previewing", "applying", "undoing"].includes(rejudging.status)) return rejudging;
  }
}

async function grown(api: ApiClient): Promise<{ run: Json; datasetId: string }> {
  const { endpointId } = await addServer(api);
  const dataset = await addRows(api, 2);
  const { body } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId, { branching: 2 }));
  return { run: await api.ended(body.id), datasetId: dataset.id };
}

const treesOf = async (api: ApiClient, runId: string): Promise<Json[]> =>
  await Promise.all(
    (await api.all(`/api/runs/${runId}/trees`)).map(({ id }: Json) => api.get(`/api/trees/${id}`)),
  );

describeStudios("/api/runs/{id}/judge-again", (studio) => {
  test("previews another rule, lists what would change, applies it to the run, and takes it back", async () => {
    const { api } = studio();
    const { run, datasetId } = await grown(api);
    const before = await treesOf(api, run.id);
    const address = `/api/runs/${run.id}/judge-again`;
    const same = await api.call("POST", `${address}/preview`, {});
    expect(same.status).toBe(202);
    expect((await untilStill(api, run.id, same.body.id)).counts).toMatchObject({ verdicts: 0, details: 0 });

    // Nothing is ever the whole text, so all that was read becomes incorrect.
    await api.call("POST", `/api/datasets/${datasetId}/rules`, {
      rule: { kind: "exact", extraction: { kind: "whole" } },
    });
    const { body: begun } = await api.call("POST", `${address}/preview`, { ruleVersion: 1, author: "Ada" });
    const { counts, status, to } = await untilStill(api, run.id, begun.id);
    expect([status, to.ruleVersion]).toEqual(["previewed", 1]);
    const judged = before.flatMap(({ nodes }) => nodes.filter(({ verdict }: Json) => verdict !== null));
    const right = judged.filter(({ verdict }: Json) => verdict === "correct");
    expect(counts.nodes).toBe(judged.length);
    expect(counts.correctLeaves).toEqual({
      before: right.filter(({ role }: Json) => role === "refiner").length,
      after: 0,
    });
    const moved = await api.all(`${address}/${begun.id}/changes?from=correct&to=incorrect`, 2);
    expect(moved.map(({ nodeId }: Json) => nodeId).sort()).toEqual(right.map(({ id }: Json) => id).sort());
    for (const { snippet, after, nodeId } of moved) {
      expect(snippet.text.slice(snippet.start, snippet.end)).toBe(
        after.answer.raw.slice(0, snippet.end - snippet.start),
      );
      expect((await api.get(`/api/nodes/${nodeId}`)).verdict).toBe("correct");
    }

    expect((await api.call("POST", `${address}/${begun.id}/apply`, {})).status).toBe(202);
    expect(await untilStill(api, run.id, begun.id)).toMatchObject({ status: "applied", author: "Ada" });
    expect((await api.get(`/api/runs/${run.id}`)).judge).toMatchObject({ ruleVersion: 1 });
    const after = await treesOf(api, run.id);
    expect(after.flatMap(({ nodes }) => nodes).some(({ value }: Json) => value > 0)).toBe(false);
    expect((await api.get(address)).rejudgings[0]).toMatchObject({ id: begun.id, status: "applied" });
    expect((await api.get(address)).correctLeaves).toBe(0);

    expect((await api.call("POST", `${address}/${begun.id}/cancel`, {})).status).toBe(409);
    expect((await api.call("POST", `${address}/${begun.id}/undo`)).status).toBe(202);
    expect((await untilStill(api, run.id, begun.id)).status).toBe("undone");
    expect(await treesOf(api, run.id)).toEqual(before);
    expect((await api.get(`/api/runs/${run.id}`)).judge).toEqual(run.judge);
  });

  test("refuses unknown runs, rules and rejudgings, and gives a preview up", async () => {
    const { api } = studio();
    const { run } = await grown(api);
    const address = `/api/runs/${run.id}/judge-again`;
    const preview = async (body: Json, id = run.id) =>
      await api.call("POST", `/api/runs/${id}/judge-again/preview`, body);
    expect((await preview({}, "run_none")).status).toBe(404);
    expect((await preview({ ruleVersion: 3 })).body).toMatchObject({
      status: 422,
      errors: [{ path: "ruleVersion" }],
    });
    expect((await preview({ ruleVersion: 0 })).status).toBe(422);
    const { body } = await preview({ ruleVersion: null });
    await untilStill(api, run.id, body.id);
    expect((await api.call("POST", `${address}/${body.id}/cancel`)).body.status).toBe("cancelled");
    expect((await api.call("POST", `${address}/${body.id}/apply`, {})).status).toBe(409);
    expect((await api.call("POST", `${address}/${body.id}/undo`)).status).toBe(409);
    expect((await api.call("GET", `${address}/rejudging_none`)).status).toBe(404);
    expect((await api.call("GET", `${address}/${body.id}/changes?from=wrong`)).status).toBe(422);
    expect((await api.call("GET", `${address}/${body.id}/changes?cursor=x`)).status).toBe(400);
  });
});

describeStudios("GET /api/nodes/{id}", (studio) => {
  test("is a completion with its question, its verdict and the judged ones beside it", async () => {
    const { api } = studio();
    const { run } = await grown(api);
    const [tree] = await treesOf(api, run.id);
    const judged = tree.nodes.filter(({ verdict }: Json) => verdict !== null);
    const paths: string[] = [];
    for (let id: string | null = judged[0].id; id !== null;) {
      const node: Json = await api.get(`/api/nodes/${id}`);
      const shown = tree.nodes.find((one: Json) => one.id === id);
      expect(node).toMatchObject({ text: shown.text, verdict: shown.verdict, judge: shown.judge });
      expect(node.question).toMatchObject({ text: tree.question.text, gold: tree.question.gold });
      const { body } = await api.call("POST", "/api/judge", {
        items: [{ task: node.question.task, text: node.text, gold: node.question.gold }],
      });
      expect(body.items[0].verdict).toBe(shown.verdict);
      paths.push(node.path);
      id = node.nextNodeId;
    }
    expect(paths).toEqual(judged.map(({ path }: Json) => path));
    expect((await api.call("GET", "/api/nodes/node_none")).status).toBe(404);
  });
});
