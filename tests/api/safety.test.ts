import { request } from "node:http";
import { expect, test } from "vitest";
import { describeStudios } from "../support/server.ts";

type Sent = { method?: string; headers?: Record<string, string>; body?: string };

/** fetch sets Host by itself; this one lets a caller lie. */
const ask = (url: string, { method = "GET", headers = {}, body }: Sent = {}) =>
  new Promise<{ status: number; type: string; text: string }>((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, type: response.headers["content-type"] ?? "", text }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });

describeStudios("safety of the HTTP contract", (studio) => {
  test.each([
    "evil.example",
    "evil.example:3000",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "128.0.0.1",
    "0.0.0.0:3000",
    "[::2]",
  ])("a request under the foreign name %j is 403, reading or writing", async (host) => {
    for (const address of ["/api/health", "/api/runs", "/api/openapi.json", "/metrics", "/api/nothing"]) {
      const answer = await ask(studio().origin + address, { headers: { host } });
      expect([address, answer.status, answer.type]).toEqual([address, 403, "application/problem+json"]);
    }
    const body = JSON.stringify({ name: "x", rows: [{ question: "a", answer: "b" }] });
    const posted = await ask(`${studio().origin}/api/datasets`, {
      method: "POST",
      headers: { host, "content-type": "application/json" },
      body,
    });
    expect(posted.status).toBe(403);
    expect((await ask(`${studio().origin}/simulator/v1/models`, { headers: { host } })).status).toBe(403);
  });

  test.each(["localhost", "LOCALHOST:8080", "127.0.0.1:1", "127.9.8.7:65000", "[::1]", "[::1]:4000"])(
    "the loopback name %s passes at any port",
    async (host) => {
      expect((await ask(`${studio().origin}/api/health`, { headers: { host } })).status).toBe(200);
    },
  );

  test("a page of another origin cannot write, ours and a program can", async () => {
    const { origin } = studio();
    const own = new URL(origin).host;
    const post = (headers: Record<string, string>) =>
      ask(`${origin}/api/judge`, {
        method: "POST",
        headers: { host: own, "content-type": "text/plain", ...headers },
        body: JSON.stringify({ items: [{ task: "gsm8k", text: "#### 1", gold: "1" }] }),
      });
    expect((await post({})).status).toBe(200);
    expect((await post({ origin })).status).toBe(200);
    expect((await post({ origin, "sec-fetch-site": "same-origin" })).status).toBe(200);
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "http://127.0.0.1:1" },
      { origin: `http://localhost:${own.split(":")[1]}` },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ])
      expect([headers, (await post(headers)).status]).toEqual([headers, 403]);
  });

  test("what is no JSON is 400; no error holds a stack or a path of the machine", async () => {
    const { api } = studio();
    for (const body of ['{"name":', "", "undefined", "{'a':1}", "\u0000", "[1,]"])
      for (const address of [
        "/api/runs",
        "/api/runs/estimate",
        "/api/endpoints",
        "/api/judge",
        "/api/exports",
        "/api/exports/preview",
      ]) {
        const { status, text } = await api.call("POST", address, body);
        expect([address, body, status]).toEqual([address, body, 400]);
        expect(text).not.toMatch(/\/(?:home|root|tmp|work|usr)\//);
      }
  });

  test("hostile JSON is 422 and changes nothing", async () => {
    const { api } = studio();
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const nested = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
    for (const address of [
      "/api/runs",
      "/api/endpoints",
      "/api/judge",
      "/api/exports",
      "/api/exports/preview",
      "/api/datasets",
    ])
      for (const body of [
        deep,
        nested,
        `{"name":"x","rows":[${deep}],"items":[${deep}],"runIds":${deep}}`,
        "null",
        "7",
        '"text"',
        "[]",
        '{"__proto__":{"name":"x"}}',
        '{"constructor":{"prototype":{"polluted":1}}}',
      ])
        expect([
          address,
          body.slice(0, 20),
          (await api.call("POST", address, body, { "content-type": "application/json" })).status,
        ]).toEqual([address, body.slice(0, 20), 422]);
    const { body: endpoint } = await api.call(
      "POST",
      "/api/endpoints",
      '{"name":"x","baseUrl":"http://127.0.0.1:9/v1","__proto__":{"polluted":1},"prices":{"__proto__":{"gpuHourUsd":1}}}',
    );
    expect((await api.get(`/api/endpoints/${endpoint.id}`)).name).toBe("x");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(({} as Record<string, unknown>)["gpuHourUsd"]).toBeUndefined();
  });

  test("a JSON body over 64 MiB is 413", async () => {
    const big = `{"items":[{"task":"gsm8k","gold":"1","text":"${"x".repeat(64 * 1024 * 1024)}"}]}`;
    const { status } = await studio().api.call("POST", "/api/judge", big);
    expect(status).toBe(413);
  });

  test("an address that is none is 404 as every other error", async () => {
    const { api } = studio();
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"])
      for (const address of ["/api/nothing/here", "/api", "/api/runs/x/y"])
        expect((await api.call(method, address)).body).toMatchObject({
          status: 404,
          type: "about:blank#not_found",
        });
  });
});
