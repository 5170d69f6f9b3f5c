import { expect, test } from "vitest";
import type { Json } from "../support/api-client.ts";
import { describeStudios } from "../support/server.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

describeStudios("what a run has used over HTTP", (studio) => {
  test("GET /api/runs/{id}/usage adds up to the run's usage, and a pair costs its share of it", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(
      api,
      {},
      { prices: { "test-model": { promptPerMillion: 1, completionPerMillion: 3 } } },
    );
    const dataset = await addRows(api, 2);
    const { body: run } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, endpointId, { branching: 2 }),
    );
    await expect
      .poll(async () => (await api.call("GET", `/api/runs/${run.id}`)).body.status, { timeout: 20_000 })
      .toBe("completed");
    const { body: done } = await api.call("GET", `/api/runs/${run.id}`);
    const { body: usage } = await api.call("GET", `/api/runs/${run.id}/usage`);
    const roles = Object.values<Json>(usage.byRole);
    for (const key of ["requests", "promptTokens", "completionTokens"])
      expect(roles.reduce((sum: number, role) => sum + role[key], 0)).toBe(done.usage[key]);
    expect(usage.byRole).toEqual(done.usageByRole);
    expect(usage.costUsd).toBeCloseTo(done.usage.costUsd, 12);
    expect(usage).toMatchObject({ machines: [], acceptedPairs: 0, usdPerAcceptedPair: null });
    if (usage.pairs > 0) expect(usage.usdPerPair).toBeCloseTo(usage.costUsd / usage.pairs, 12);
    const { body: identical } = await api.call("GET", `/api/runs/${run.id}/trees?filter=identical`);
    const counted = Object.values<number>(done.identicalSiblings).reduce((a, b) => a + b, 0);
    expect(identical.total > 0).toBe(counted > 0);
    expect((await api.call("GET", "/api/runs/run_none/usage")).status).toBe(404);
    await server.close();
  });
});
