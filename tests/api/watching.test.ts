import { expect, test } from "vitest";
import type { Json } from "../support/api-client.ts";
import { describeStudios } from "../support/server.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

/** Samples of Prometheus text by name and labels: `name{a="b"}`. */
const samplesOf = (text: string): Map<string, number> =>
  new Map(
    text
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]),
  );

describeStudios("watching a run", (studio) => {
  test("/metrics adds up to what the run says it used, and none of its labels names a run or a tree", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(
      api,
      { faults: (_, index) => (index === 3 ? { status: 503 } : "ok") },
      { prices: { "test-model": { promptPerMillion: 3, completionPerMillion: 7 } } },
    );
    const dataset = await addRows(api, 2);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    const ended = await api.ended(run.id);
    const { text } = await api.call("GET", "/metrics");
    await server.close();
    const samples = samplesOf(text);
    const at = (name: string, labels = "") => samples.get(`${name}{endpoint="${endpointId}"${labels}}`) ?? 0;
    expect(at("malthouse_requests_total", ',outcome="answered"')).toBe(ended.usage.requests - 1);
    expect(at("malthouse_requests_total", ',outcome="transient"')).toBe(1);
    expect(ended.usage.retries).toBe(1);
    const sum = (name: string, labels: string) =>
      ended.roles.reduce((total: number, role: Json) => total + at(name, `,role="${role.name}"${labels}`), 0);
    expect(sum("malthouse_completions_total", "")).toBe(ended.progress.nodesDone);
    expect(sum("malthouse_tokens_total", ',direction="in"')).toBe(ended.usage.promptTokens);
    expect(sum("malthouse_tokens_total", ',direction="out"')).toBe(ended.usage.completionTokens);
    expect(sum("malthouse_cost_usd_total", "")).toBeCloseTo(ended.usage.costUsd, 9);
    expect([at("malthouse_requests_in_flight"), at("malthouse_gate_closed_seconds")]).toEqual([0, 0]);
    expect(samples.get('malthouse_runs{status="completed"}')).toBeGreaterThanOrEqual(1);
    expect(samples.get("malthouse_store_refuses")).toBe(0);
    expect([...samples.keys()].some((name) => name.startsWith("nodejs_eventloop_lag_p99"))).toBe(true);
    expect(text).not.toContain(run.id);
    expect(text).not.toContain("tree_");
  });

  test("a growing run tells its pace and what failed by kind; a run that has ended tells neither", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(
      api,
      { latencyMs: 30, faults: (_, index) => (index === 2 ? { status: 500 } : "ok") },
      { maxConcurrency: 2 },
    );
    const dataset = await addRows(api, 6);
    const { body: run } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, endpointId, { siblings: "off" }),
    );
    const growing = await api.until(
      run.id,
      ({ live, progress }) =>
        live?.failures.transient === 1 && live.perSecond > 0 && progress.secondsLeft !== null,
    );
    expect(growing.live.failures).toEqual({ transient: 1 });
    expect(growing.live.perSecondOverall).toBeGreaterThan(0);
    expect(growing.progress.secondsLeft).toBeGreaterThanOrEqual(0);
    expect(growing.progress.nodesDone).toBeGreaterThanOrEqual(growing.progress.nodesTotal / 6);
    const { text } = await api.call("GET", "/metrics");
    expect(samplesOf(text).get('malthouse_growing{part="nodes",state="total"}')).toBeGreaterThanOrEqual(
      growing.progress.nodesTotal,
    );
    const ended = await api.ended(run.id);
    await server.close();
    expect([ended.live, ended.progress.secondsLeft]).toEqual([null, null]);
  });

  test("a node of the API leads to the request that the endpoint knows", async () => {
    const { api, logged } = studio();
    const { server, endpointId } = await addServer(api);
    const dataset = await addRows(api, 1);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    await api.ended(run.id);
    await server.close();
    const [tree] = (await api.get(`/api/runs/${run.id}/trees`)).items;
    const { nodes } = await api.get(`/api/trees/${tree.id}`);
    const lines = logged()
      .split("\n")
      .filter((line) => line.includes('"a request was answered"'))
      .map((line): Json => JSON.parse(line));
    for (const node of nodes) {
      const own = lines.filter((line) => line.requestId === node.requestId && line.treeId === tree.id);
      expect(own.length).toBe(1);
      expect(own[0].paths).toContain(node.path);
    }
  });
});
