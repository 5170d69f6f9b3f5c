import { expect, test } from "vitest";
import type { Json } from "../support/api-client.ts";
import { describeStudios } from "../support/server.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

const levels = (body: Json): Record<string, string> =>
  Object.fromEntries(body.checks.map(({ code, level }: Json) => [code, level]));

describeStudios("checking a run before it starts", (studio) => {
  test("all is well with a priced model, a budget that covers the forecast and golds that can be read; nothing is asked or stored", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(
      api,
      {},
      { prices: { "test-model": { promptPerMillion: 1, completionPerMillion: 1 } } },
    );
    const dataset = await addRows(api, 3);
    const before = (await api.get("/api/runs")).items.length;
    const { status, body } = await api.call(
      "POST",
      "/api/runs/check",
      requestOf(dataset.id, endpointId, { budget: { usd: 5 } }),
    );
    expect(status).toBe(200);
    expect(levels(body)).toEqual({
      endpoint_answers: "ok",
      model_there: "ok",
      context: "ok",
      prices_known: "ok",
      budget: "ok",
      golds_read: "ok",
      answers: "info",
    });
    expect(server.requests).toHaveLength(0);
    expect((await api.get("/api/runs")).items).toHaveLength(before);
    await server.close();
  });

  test("says what is wrong, worst first: a silent endpoint, a missing model, no price, temperature 0, no room, too small a budget", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api);
    const away = await addServer(api);
    await away.server.close();
    const dataset = await addRows(api, 2);
    const { body } = await api.call("POST", "/api/runs/check", {
      datasetId: dataset.id,
      roles: {
        generator: { endpointId, model: "no-such-model" },
        verifier: { endpointId: away.endpointId, model: "test-model", temperature: 0 },
        refiner: { endpointId, model: "test-model", maxTokens: 8000 },
      },
      budget: { tokens: 10, usd: 1 },
    });
    expect(levels(body)).toMatchObject({
      endpoint_silent: "error",
      model_missing: "error",
      context: "warning",
      price_missing: "warning",
      temperature_zero: "warning",
      budget: "warning",
    });
    const missing = body.checks.find(({ code }: Json) => code === "model_missing");
    expect(missing).toMatchObject({ path: "roles.generator.model" });
    expect(missing.message).toContain("test-model");
    const ranks = body.checks.map(({ level }: Json) => ["error", "warning", "info", "ok"].indexOf(level));
    expect(ranks).toEqual([...ranks].sort());
    await server.close();
  });

  test("what cannot be started cannot be checked: the same 422, field by field", async () => {
    const { api } = studio();
    const dataset = await addRows(api, 1);
    const wrong = requestOf(dataset.id, "no-such-endpoint");
    const started = await api.call("POST", "/api/runs", wrong);
    const checked = await api.call("POST", "/api/runs/check", wrong);
    expect([checked.status, checked.body]).toEqual([422, started.body]);
  });

  test("a trial grows one tree of the run, tells what it took, and resume grows the rest", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api);
    const dataset = await addRows(api, 3);
    const { body: run } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, endpointId, { trial: true }),
    );
    expect(run.trialTreeId).not.toBeNull();
    await api.until(run.id, ({ status, inFlight }) => status === "paused" && inFlight === 0);
    const trial = await api.get(`/api/runs/${run.id}/trial`);
    expect(trial).toMatchObject({
      treeId: run.trialTreeId,
      status: "completed",
      nodesDone: 14,
      whole: { trees: 3 },
    });
    const trees = (await api.get(`/api/runs/${run.id}/trees`)).items;
    expect(trees.map(({ status }: Json) => status)).toEqual(["completed", "waiting", "waiting"]);
    expect((await api.call("POST", `/api/runs/${run.id}/resume`)).body.trialTreeId).toBeNull();
    const ended = await api.ended(run.id);
    expect(ended.progress).toMatchObject({ treesDone: 3, nodesDone: 42 });
    expect((await api.call("GET", `/api/runs/${run.id}/trial`)).status).toBe(404);
    expect((await api.call("POST", `/api/runs/${run.id}/trial`)).status).toBe(409);
    await server.close();
  });
});
