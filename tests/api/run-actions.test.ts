import { expect, test } from "vitest";
import type { ApiClient, Json } from "../support/api-client.ts";
import { describeStudios } from "../support/server.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

const actions = ["pause", "resume", "cancel", "retry"] as const;

async function refused(
  api: ApiClient,
  runId: string,
  names: readonly string[],
  status: string,
): Promise<void> {
  const before = await api.get(`/api/runs/${runId}`);
  for (const name of names) {
    const answer =
      name === "DELETE"
        ? await api.call("DELETE", `/api/runs/${runId}`)
        : await api.call("POST", `/api/runs/${runId}/${name}`);
    expect([name, answer.status]).toEqual([name, 409]);
    if (name !== "retry" || status === "growing") expect(answer.body.detail).toContain(status);
  }
  expect((await api.get(`/api/runs/${runId}`)).status).toBe(before.status);
}

describeStudios("actions on runs over HTTP", (studio) => {
  test("a run that waits for its start: pause and retry are 409, resume grows it to its end", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api);
    const dataset = await addRows(api, 2);
    const { body: run } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, endpointId, { start: false }),
    );
    await refused(api, run.id, ["pause", "retry"], "paused");
    expect(server.requests.length).toBe(0);
    const resumed = await api.call("POST", `/api/runs/${run.id}/resume`);
    expect(["growing", "completed"]).toContain(resumed.body.status);
    const ended = await api.ended(run.id);
    expect(ended).toMatchObject({
      status: "completed",
      waitingFor: null,
      progress: { treesDone: 2, treesFailed: 0, nodesDone: 28, nodesTotal: 28 },
    });
    expect(Date.parse(ended.finishedAt)).toBeGreaterThanOrEqual(Date.parse(ended.startedAt));
    expect(server.completionsGiven).toBe(28);
    await refused(api, run.id, actions, "completed");
    await server.close();
  });

  test("a run whose endpoint was deleted keeps its failed parts: retry is 409 and says what to do", async () => {
    const { api } = studio();
    const blocked = { status: 400, body: { error: { message: "no", code: "content_filter" } } };
    const { server, endpointId } = await addServer(api, { faults: ["ok", blocked] });
    const dataset = await addRows(api, 2);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    const { failedParts, status } = await api.ended(run.id);
    expect(failedParts).toBeGreaterThan(0);
    expect((await api.call("DELETE", `/api/endpoints/${endpointId}`)).status).toBe(204);
    const answer = await api.call("POST", `/api/runs/${run.id}/retry`);
    expect([answer.status, answer.body.detail]).toEqual([409, expect.stringContaining("Start another run")]);
    expect(await api.get(`/api/runs/${run.id}`)).toMatchObject({ status, failedParts });
    await server.close();
  });

  test("a growing run is paused, asks for nothing more, and resumed asks for the rest alone", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api, { latencyMs: 150 }, { maxConcurrency: 2 });
    const dataset = await addRows(api, 4);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    expect(run.status).toBe("growing");
    await api.until(run.id, ({ progress }) => progress.nodesDone >= 4);
    await refused(api, run.id, ["resume", "retry", "DELETE"], "growing");
    const { status, body: paused } = await api.call("POST", `/api/runs/${run.id}/pause`);
    expect([status, paused.status, paused.waitingFor]).toEqual([200, "paused", "user"]);
    const idle = await api.until(run.id, ({ inFlight }) => inFlight === 0);
    expect(idle.progress.nodesDone).toBe(server.completionsGiven);
    expect(idle.progress.nodesDone).toBeLessThan(4 * 14);
    await refused(api, run.id, ["pause"], "paused");
    expect((await api.get("/api/health")).engine).toBe("paused");
    await api.call("POST", `/api/runs/${run.id}/resume`);
    const ended = await api.ended(run.id);
    expect(ended.progress).toMatchObject({ treesDone: 4, nodesDone: 56 });
    expect(server.completionsGiven).toBe(56);
    expect(ended.usage.requests).toBe(server.requests.length);
    await server.close();
  });

  test("a cancelled run keeps what it has, is read and cannot go on; DELETE takes all of it along", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api, { latencyMs: 150 }, { maxConcurrency: 2 });
    const dataset = await addRows(api, 4);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    await api.until(run.id, ({ progress }) => progress.nodesDone >= 4);
    const { status, body } = await api.call("POST", `/api/runs/${run.id}/cancel`);
    expect([status, body.status, body.waitingFor]).toEqual([200, "cancelled", null]);
    const ended = await api.ended(run.id);
    expect(ended.finishedAt).not.toBe(null);
    expect(ended.progress.nodesDone).toBe(server.completionsGiven);
    await refused(api, run.id, actions, "cancelled");
    const trees = await api.all(`/api/runs/${run.id}/trees`);
    const shown = await Promise.all(trees.map(({ id }) => api.get(`/api/trees/${id}`)));
    expect(shown.flatMap(({ nodes }) => nodes).length).toBe(ended.progress.nodesDone);
    expect(
      shown.every((tree) =>
        tree.nodes.every((node: Json) => (node.value === null ? node.label === null : true)),
      ),
    ).toBe(true);
    const node = shown.flatMap(({ nodes }) => nodes)[0];
    expect((await api.call("DELETE", `/api/runs/${run.id}`)).status).toBe(204);
    for (const address of [
      `runs/${run.id}`,
      `runs/${run.id}/trees`,
      `runs/${run.id}/pairs`,
      `runs/${run.id}/values`,
      `runs/${run.id}/events`,
      `trees/${trees[0].id}`,
      `nodes/${node.id}/prompt`,
    ])
      expect([address, (await api.call("GET", `/api/${address}`)).status]).toEqual([address, 404]);
    expect((await api.all("/api/runs")).some(({ id }) => id === run.id)).toBe(false);
    await server.close();
  });

  test("parts that fail for good fail their tree; retry asks for those alone, and a run without a whole tree has failed", async () => {
    const { api } = studio();
    let isBroken = true;
    const refusal = { status: 400, body: { error: { message: "This prompt is not taken." } } } as const;
    const isCritique = (body: Record<string, unknown>) =>
      JSON.stringify(body["messages"]).includes("Verdict: ");
    const { server, endpointId } = await addServer(api, {
      faults: ({ body }) =>
        isBroken && isCritique(body) && JSON.stringify(body).includes("red pens") ? refusal : "ok",
    });
    const dataset = await addRows(api, 2);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    const failed = await api.ended(run.id);
    expect(failed.status).toBe("failed");
    expect(failed.progress).toMatchObject({ treesDone: 0, treesFailed: 2, treesTotal: 2, nodesDone: 4 });
    expect(failed.failedParts).toBeGreaterThan(0);
    const listed = await api.all(`/api/runs/${run.id}/trees?filter=failed`);
    expect(listed.map(({ status }) => status)).toEqual(["failed", "failed"]);
    const tree = await api.get(`/api/trees/${listed[0].id}`);
    expect(tree.failed[0].message).toContain("not taken");
    expect(tree.nodes.every((node: Json) => node.role === "generator" && node.label === null)).toBe(true);
    await refused(api, run.id, ["pause", "resume", "cancel"], "failed");
    isBroken = false;
    const given = server.completionsGiven;
    expect((await api.call("POST", `/api/runs/${run.id}/retry`)).status).toBe(200);
    const mended = await api.ended(run.id);
    expect(mended).toMatchObject({
      status: "completed",
      failedParts: 0,
      progress: { treesDone: 2, treesFailed: 0, nodesDone: 28 },
    });
    expect(server.completionsGiven - given).toBe(28 - 4);
    await refused(api, run.id, ["retry"], "completed");
    await server.close();
  });

  test("a budget stops a run before it is overspent; a larger one by PATCH lets it go on", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api);
    const dataset = await addRows(api, 4);
    const { body: run } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, endpointId, { budget: { requests: 5 } }),
    );
    const waiting = await api.until(
      run.id,
      ({ waitingFor, inFlight }) => waitingFor === "budget" && inFlight === 0,
    );
    expect(waiting.budget).toEqual({ requests: 5 });
    expect(waiting.usage.requests).toBeLessThanOrEqual(5);
    expect(server.requests.length).toBeLessThanOrEqual(5);
    const { body: patched } = await api.call("PATCH", `/api/runs/${run.id}`, {
      budget: { requests: 500, usd: 1 },
    });
    expect(patched.budget).toEqual({ requests: 500, usd: 1 });
    if (patched.status === "paused") await api.call("POST", `/api/runs/${run.id}/resume`);
    expect((await api.ended(run.id)).progress).toMatchObject({ treesDone: 4, nodesDone: 56 });
    expect((await api.call("PATCH", `/api/runs/${run.id}`, { budget: null })).body.budget).toBe(null);
    await server.close();
  });

  test("PATCH changes name, budget and threshold alone, and says what breaks a rule", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api);
    const dataset = await addRows(api, 3);
    const { body: made } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, endpointId, { branching: 3 }),
    );
    const run = await api.ended(made.id);
    const patch = (body: unknown) => api.call("PATCH", `/api/runs/${run.id}`, body);
    for (const [body, field] of [
      [{ threshold: 1.5 }, "threshold"],
      [{ threshold: -0.000001 }, "threshold"],
      [{ threshold: 0.1234567 }, "threshold"],
      [{ threshold: null }, "threshold"],
      [{ threshold: "0.5" }, "threshold"],
      [{ name: "" }, "name"],
      [{ name: null }, "name"],
      [{ budget: { usd: -1 } }, "budget.usd"],
      [{ budget: { tokens: 1.5 } }, "budget.tokens"],
      [{ name: "fine", threshold: 2 }, "threshold"],
    ] as const) {
      const answer = await patch(body);
      expect([body, answer.status, answer.body.errors?.[0].path]).toEqual([body, 422, field]);
    }
    expect(await api.get(`/api/runs/${run.id}`)).toEqual(run);
    const { body: named } = await patch({ name: "  Barley  " });
    expect(named).toEqual({ ...run, name: "Barley" });
    for (const threshold of [0, 1, 0.333333, 0.666667, 1e-6, 0.5]) {
      const { body } = await patch({ threshold });
      expect([body.threshold, body.config.threshold, body.configHash]).toEqual([
        threshold,
        threshold,
        run.configHash,
      ]);
      const trees = await Promise.all(
        (await api.all(`/api/runs/${run.id}/trees`)).map(({ id }) => api.get(`/api/trees/${id}`)),
      );
      for (const { nodes } of trees)
        for (const node of nodes) expect(node.label).toBe(node.value > threshold ? "positive" : "negative");
      const total = Object.values<number>(body.pairs).reduce((sum, pairs) => sum + pairs, 0);
      expect((await api.get(`/api/runs/${run.id}/pairs?limit=1`)).total).toBe(total);
      expect(
        (await api.get(`/api/runs/${run.id}/pairs?limit=1&threshold=${threshold.toFixed(6)}`)).total,
      ).toBe(total);
    }
    expect((await patch({})).body).toEqual(named);
    await server.close();
  });

  test("actions on what is no run are 404", async () => {
    const { api } = studio();
    for (const name of actions) expect((await api.call("POST", `/api/runs/none/${name}`)).status).toBe(404);
    expect((await api.call("PATCH", "/api/runs/none", { name: "x" })).status).toBe(404);
    expect((await api.call("DELETE", "/api/runs/none")).status).toBe(404);
  });
});
