import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { describeStudios } from "../support/server.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

const secret = "sk-not-to-be-seen-anywhere-4711";

describeStudios("endpoints over HTTP", (studio) => {
  test("an endpoint takes its defaults and is listed, changed and deleted; a field left out stays", async () => {
    const { api } = studio();
    const { body: made } = await api.call("POST", "/api/endpoints", {
      name: "plain",
      baseUrl: "http://127.0.0.1:9/v1",
    });
    expect(made).toMatchObject({
      hasKey: false,
      apiKeyEnv: null,
      requestsPerMinute: null,
      tokensPerMinute: null,
      prices: {},
      isSimulator: false,
    });
    const prices = {
      small: { promptPerMillion: 1, cachedPromptPerMillion: 0.1, completionPerMillion: 2 },
      own: { gpuHourUsd: 2.5 },
    };
    const fields = {
      maxConcurrency: 7,
      requestsPerMinute: 60,
      tokensPerMinute: 9000,
      timeoutSeconds: 20,
      prices,
    };
    expect((await api.call("PATCH", `/api/endpoints/${made.id}`, fields)).body).toEqual({
      ...made,
      ...fields,
    });
    expect((await api.call("PATCH", `/api/endpoints/${made.id}`, { name: "renamed" })).body).toEqual({
      ...made,
      ...fields,
      name: "renamed",
    });
    expect(
      (await api.call("PATCH", `/api/endpoints/${made.id}`, { requestsPerMinute: null })).body
        .requestsPerMinute,
    ).toBe(null);
    expect((await api.call("PATCH", `/api/endpoints/${made.id}`, {})).body.maxConcurrency).toBe(7);
    expect((await api.all("/api/endpoints")).find(({ id }) => id === made.id).name).toBe("renamed");
    expect((await api.call("DELETE", `/api/endpoints/${made.id}`)).status).toBe(204);
    for (const method of ["GET", "DELETE"])
      expect((await api.call(method, `/api/endpoints/${made.id}`)).status).toBe(404);
    expect((await api.call("PATCH", `/api/endpoints/${made.id}`, { name: "x" })).status).toBe(404);
  });

  test("a key is sent to its server and seen nowhere else: no answer, no log line, no file in clear", async () => {
    const { api, folder, logged } = studio();
    const { server, endpointId } = await addServer(api, { requireKey: secret }, { apiKey: secret });
    const answers = [
      await api.call("GET", `/api/endpoints/${endpointId}`),
      await api.call("GET", "/api/endpoints"),
      await api.call("PATCH", `/api/endpoints/${endpointId}`, { maxConcurrency: 3 }),
      await api.call("POST", `/api/endpoints/${endpointId}/probe?model=test-model`),
    ];
    expect(answers[2]?.body).toMatchObject({ hasKey: true, maxConcurrency: 3 });
    expect(answers[3]?.body).toMatchObject({ ok: true, models: ["test-model"] });
    const dataset = await addRows(api, 1);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    expect((await api.ended(run.id)).status).toBe("completed");
    answers.push(await api.call("GET", `/api/runs/${run.id}`));
    // A wrong key: the server answers with a piece of one.
    await api.call("PATCH", `/api/endpoints/${endpointId}`, { apiKey: `${secret}-wrong` });
    answers.push(await api.call("POST", `/api/endpoints/${endpointId}/probe`));
    expect(answers.at(-1)?.body).toMatchObject({ ok: false, models: [] });
    for (const { text } of answers) expect(text).not.toContain(secret);
    expect(logged()).not.toContain(secret);
    const database = await readFile(path.join(folder, "malthouse.db")).catch(() => Buffer.alloc(0));
    expect(database.includes(secret)).toBe(false);
    expect((await api.call("PATCH", `/api/endpoints/${endpointId}`, { apiKey: null })).body.hasKey).toBe(
      false,
    );
    await server.close();
  });

  test("a request that fails to parse does not give its key back either", async () => {
    const { api, logged } = studio();
    for (const body of [
      { name: "", baseUrl: "http://127.0.0.1:9/v1", apiKey: secret },
      { name: "x", baseUrl: "nowhere", apiKey: secret },
      { name: "x", baseUrl: "http://169.254.169.254/v1", apiKey: secret },
      `{"apiKey": "${secret}", "name": }`,
    ]) {
      const answer = await api.call("POST", "/api/endpoints", body);
      expect([400, 422]).toContain(answer.status);
      expect(answer.text).not.toContain(secret);
    }
    expect(logged()).not.toContain(secret);
  });

  test("a key from the environment is read when it is used; where it is missing that is said, and its name", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(
      api,
      { requireKey: secret },
      { apiKeyEnv: "MALTHOUSE_TEST_KEY" },
    );
    delete process.env["MALTHOUSE_TEST_KEY"];
    expect((await api.get(`/api/endpoints/${endpointId}`)).apiKeyEnv).toBe("MALTHOUSE_TEST_KEY");
    const silent = await api.call("POST", `/api/endpoints/${endpointId}/probe`);
    expect([silent.status, silent.body]).toEqual([
      200,
      expect.objectContaining({
        ok: false,
        models: [],
        message: expect.stringContaining("MALTHOUSE_TEST_KEY"),
      }),
    ]);
    const dataset = await addRows(api, 1);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    expect(run).toMatchObject({
      status: "paused",
      waitingFor: "endpoint",
      waitingReason: expect.stringContaining("MALTHOUSE_TEST_KEY"),
    });
    process.env["MALTHOUSE_TEST_KEY"] = secret;
    expect((await api.call("POST", `/api/endpoints/${endpointId}/probe`)).body.ok).toBe(true);
    await api.call("POST", `/api/runs/${run.id}/resume`);
    expect((await api.ended(run.id)).status).toBe("completed");
    delete process.env["MALTHOUSE_TEST_KEY"];
    await server.close();
  });

  test.each([
    ["http://169.254.169.254/latest/v1"],
    ["http://[fe80::1]/v1"],
    ["http://[::ffff:169.254.169.254]/v1"],
    ["http://0xa9fea9fe/v1"],
    ["http://metadata.google.internal/v1"],
    ["http://METADATA.google.internal./v1"],
    ["http://100.100.100.200/v1"],
    ["http://user:pass@127.0.0.1:9/v1"],
    ["ftp://127.0.0.1/v1"],
    ["file:///etc/passwd"],
    ["javascript:alert(1)"],
    ["not an address"],
    [""],
  ])("the address %j is 422 on POST and PATCH, and baseUrl is named", async (baseUrl) => {
    const { api } = studio();
    const { body: made } = await api.call("POST", "/api/endpoints", {
      name: "plain",
      baseUrl: "http://127.0.0.1:9/v1",
    });
    for (const answer of [
      await api.call("POST", "/api/endpoints", { name: "x", baseUrl }),
      await api.call("PATCH", `/api/endpoints/${made.id}`, { baseUrl }),
    ])
      expect([answer.status, answer.body.errors?.[0].path]).toEqual([422, "baseUrl"]);
    expect((await api.get(`/api/endpoints/${made.id}`)).baseUrl).toBe("http://127.0.0.1:9/v1");
    await api.call("DELETE", `/api/endpoints/${made.id}`);
  });

  test.each([
    ["maxConcurrency", 0],
    ["maxConcurrency", 1.5],
    ["maxConcurrency", "4"],
    ["requestsPerMinute", 0],
    ["tokensPerMinute", -1],
    ["timeoutSeconds", 0],
    ["apiKeyEnv", "NOT A NAME"],
    ["name", ""],
    ["name", null],
  ])("%s %j is 422 and named", async (field, value) => {
    const { status, body } = await studio().api.call("PATCH", "/api/endpoints/simulator", { [field]: value });
    expect([status, body.errors[0].path]).toEqual([422, field]);
  });

  test("the simulator is there, keeps its address, stays, and says what it is", async () => {
    const { api, origin } = studio();
    expect(await api.get("/api/endpoints/simulator")).toMatchObject({
      id: "simulator",
      isSimulator: true,
      hasKey: false,
      baseUrl: `${origin}/simulator/v1`,
    });
    expect((await api.call("DELETE", "/api/endpoints/simulator")).status).toBe(409);
    expect(
      (await api.call("PATCH", "/api/endpoints/simulator", { baseUrl: "http://127.0.0.1:9/v1" })).status,
    ).toBe(422);
    const { body } = await api.call("POST", "/api/endpoints/simulator/probe");
    expect([body.ok, body.models.length > 0]).toEqual([true, true]);
    const { body: tried } = await api.call("POST", `/api/endpoints/simulator/probe?model=${body.models[0]}`);
    expect(tried.capabilities).toMatchObject({ n: true, seed: true });
  });

  test("the limit of an endpoint is told with its reasons, and try now ends a wait", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(
      api,
      {
        faults: (_, index) =>
          index === 3
            ? { status: 429, headers: { "retry-after": "500" }, body: { error: { message: "slow down" } } }
            : "ok",
      },
      { maxConcurrency: 2, requestsPerMinute: 5000 },
    );
    const limit = `/api/endpoints/${endpointId}/limit`;
    expect(await api.get(limit)).toMatchObject({
      limit: null,
      maxConcurrency: 2,
      inFlight: 0,
      requestsPerMinute: 5000,
      points: [],
    });
    const dataset = await addRows(api, 1);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    const runNow = async () => await api.get(`/api/runs/${run.id}`);
    await expect.poll(async () => (await runNow()).waitingFor, { timeout: 20_000 }).toBe("rate_limit");
    const { limits } = await runNow();
    expect(limits).toMatchObject([{ endpointId, waitingReason: expect.stringContaining("slow down") }]);
    expect(Date.parse(limits[0].waitingUntil) - Date.now()).toBeGreaterThan(490_000);
    const tried = await api.call("POST", `/api/endpoints/${endpointId}/try-now`);
    expect([tried.status, tried.body.waitingUntil]).toEqual([200, null]);
    await expect.poll(async () => (await runNow()).status, { timeout: 20_000 }).toBe("completed");
    const { points } = await api.get(limit);
    expect(points[0]).toMatchObject({ limit: 2, reason: "the start" });
    expect(points.map((point: { reason: string }) => point.reason)).toContain("a person asked to try now");
    expect((await runNow()).limits).toEqual([]);
    for (const [method, path] of [
      ["GET", "/api/endpoints/none/limit"],
      ["POST", "/api/endpoints/none/try-now"],
    ] as const)
      expect((await api.call(method, path)).status).toBe(404);
    await server.close();
  });

  test("an endpoint that an unfinished run uses is not deleted; after the run has ended it is", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api);
    const dataset = await addRows(api, 1);
    const { body: run } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, endpointId, { start: false }),
    );
    expect((await api.call("DELETE", `/api/endpoints/${endpointId}`)).status).toBe(409);
    await api.call("POST", `/api/runs/${run.id}/cancel`);
    expect((await api.call("DELETE", `/api/endpoints/${endpointId}`)).status).toBe(204);
    expect((await api.get(`/api/runs/${run.id}`)).status).toBe("cancelled");
    await server.close();
  });
});
