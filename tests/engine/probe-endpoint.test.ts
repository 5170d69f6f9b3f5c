import { afterEach, describe, expect, test } from "vitest";
import { describeEndpoint } from "../../lib/engine/describe-endpoint.ts";
import { probeEndpoint } from "../../lib/engine/probe-endpoint.ts";
import type { EndpointServer, EndpointServerOptions } from "../support/endpoint-server.ts";
import { startEndpointServer } from "../support/endpoint-server.ts";

const open: EndpointServer[] = [];
const start = async (options: EndpointServerOptions = {}): Promise<EndpointServer> => {
  const server = await startEndpointServer(options);
  open.push(server);
  return server;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});
const accessTo = (
  baseUrl: string,
  apiKey: string | null = null,
): { baseUrl: string; apiKey: string | null; timeoutSeconds: number } => ({
  baseUrl,
  apiKey,
  timeoutSeconds: 10,
});

describe("probeEndpoint", () => {
  test("tells models, capabilities and the server's version", async () => {
    const server = await start({ version: "0.9.2" });
    const probe = await probeEndpoint(accessTo(server.url), { model: "test-model" });
    expect(probe).toMatchObject({ ok: true, models: ["test-model"], message: null, serverVersion: "0.9.2" });
    expect(probe.capabilities).toEqual({ n: true, seed: true, stream: true, logprobs: true });
    expect(probe.latencyMs).toBeGreaterThanOrEqual(0);
    expect(server.requests.every(({ body }) => Number(body["max_tokens"]) <= 16)).toBe(true);
  });

  test.each([[false], ["ignore"]] as const)("sees that n is not taken (supportsN: %s)", async (supportsN) => {
    const server = await start({ supportsN });
    const { ok, capabilities } = await probeEndpoint(accessTo(server.url), { model: "test-model" });
    expect({ ok, n: capabilities.n }).toEqual({ ok: true, n: false });
  });

  test("costs nothing where no model is named", async () => {
    const server = await start();
    expect(await probeEndpoint(accessTo(server.url))).toMatchObject({
      ok: true,
      capabilities: { n: null, seed: null },
    });
    expect(server.requests).toEqual([]);
  });

  test("asks again with max_completion_tokens where max_tokens is refused", async () => {
    const server = await start({ refusesMaxTokens: true });
    expect(await probeEndpoint(accessTo(server.url), { model: "test-model" })).toMatchObject({
      ok: true,
      capabilities: { n: true, seed: true },
    });
  });

  test("a refused key is said, and not shown", async () => {
    const server = await start({ requireKey: "right" });
    const probe = await probeEndpoint(accessTo(server.url, "wrong-key-123"));
    expect(probe).toMatchObject({ ok: false, models: [], capabilities: { n: null } });
    expect(probe.message).toMatch(/key/);
    expect(probe.message).not.toMatch(/wrong-key-123|sk-abcdefgh/);
  });

  test("a dead server is told in a sentence", async () => {
    const server = await start();
    await server.close();
    open.length = 0;
    expect(await probeEndpoint(accessTo(server.url))).toMatchObject({
      ok: false,
      models: [],
      message: expect.stringContaining("Is the server running?"),
    });
  });

  test("a wrong path is told with the hint", async () => {
    const server = await start();
    const probe = await probeEndpoint(accessTo(server.url.replace("/v1", "")));
    expect(probe.ok).toBe(false);
    expect(probe.message).toContain("/v1");
  });

  test("a link-local address is refused without a call", async () => {
    expect(await probeEndpoint(accessTo("http://169.254.169.254/v1"))).toMatchObject({
      ok: false,
      message: expect.stringContaining("link-local"),
    });
  });

  test("a model that the server has not is told", async () => {
    const server = await start();
    expect(await probeEndpoint(accessTo(server.url), { model: "other" })).toMatchObject({
      ok: false,
      models: ["test-model"],
      message: expect.stringContaining('"other"'),
    });
  });
});

describe("describeEndpoint", () => {
  test("keeps what the server tells of the model it serves, and warns of vLLM's hidden defaults", async () => {
    const server = await start({ version: "0.9.2", ownedBy: "vllm" });
    expect(await describeEndpoint(accessTo(server.url), { endpointId: "e1", model: "test-model" })).toEqual({
      endpointId: "e1",
      baseUrl: server.url,
      model: "test-model",
      serverVersion: "0.9.2",
      modelRoot: "/models/test-model",
      ownedBy: "vllm",
      maxModelLen: 8192,
      generationConfigWarning: expect.stringContaining("--generation-config vllm"),
    });
  });

  test("is all nulls where nothing answers", async () => {
    const record = await describeEndpoint(accessTo("http://127.0.0.1:9/v1"), {
      endpointId: "e1",
      model: "m",
    });
    expect(record).toMatchObject({ serverVersion: null, modelRoot: null, generationConfigWarning: null });
  });
});
