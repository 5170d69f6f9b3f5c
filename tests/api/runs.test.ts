import { expect, test } from "vitest";
import type { Json } from "../support/api-client.ts";
import { describeStudios } from "../support/server.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

const role = (more: object = {}) => ({ endpointId: "simulator", model: "maltsim-base", ...more });
const request = (datasetId: string, more: object = {}) => ({
  datasetId,
  roles: { generator: role() },
  start: false,
  ...more,
});

describeStudios("starting runs over HTTP", (studio) => {
  test("a run with the least that is needed has every default, and waits for its user", async () => {
    const { api } = studio();
    const dataset = await addRows(api, 3);
    const { status, body: run } = await api.call("POST", "/api/runs", request(dataset.id));
    expect(status).toBe(201);
    expect(run).toMatchObject({
      protocol: "malt",
      status: "paused",
      waitingFor: "user",
      waitingUntil: null,
      startedAt: null,
      finishedAt: null,
      threshold: 0.5,
      budget: null,
      inFlight: 0,
      unknownLeaves: 0,
    });
    expect(run.name.length).toBeGreaterThan(0);
    expect(run.progress).toEqual({
      treesDone: 0,
      treesFailed: 0,
      treesTotal: 3,
      nodesDone: 0,
      nodesTotal: 3 * 39,
      secondsLeft: null,
    });
    expect(run.usage).toMatchObject({
      requests: 0,
      retries: 0,
      promptTokens: 0,
      completionTokens: 0,
      costUsd: 0,
    });
    expect(run.accuracy).toEqual({ generator: null, refiner: null });
    expect(run.pairs).toEqual({ generator: 0, verifier: 0, refiner: 0 });
    expect(run.config).toMatchObject({
      branching: { generator: 3, verifier: 3, refiner: 3 },
      seed: null,
      unknownLeaves: "incorrect",
      incomplete: "exclude",
      threshold: 0.5,
    });
    for (const name of ["generator", "verifier", "refiner"])
      expect(run.config.roles[name]).toMatchObject({
        endpointId: "simulator",
        model: "maltsim-base",
        temperature: 0.3,
        topP: 1,
        maxTokens: 1024,
        api: "chat",
        stop: [],
        extraBody: {},
        template: expect.stringMatching(/\S/),
      });
    expect(await api.get(`/api/runs/${run.id}`)).toEqual(run);
    expect(
      (await api.get(`/api/runs/${run.id}/trees`)).items.map(({ status: one, index }: Json) => [one, index]),
    ).toEqual([
      ["waiting", 0],
      ["waiting", 1],
      ["waiting", 2],
    ]);
  });

  test("one role given lends endpoint and model to the others, its sampling stays its own; branching differs by role", async () => {
    const { api } = studio();
    const dataset = await addRows(api, 1);
    const body = request(dataset.id, {
      roles: {
        verifier: role({
          model: "maltsim-small",
          temperature: 1.1,
          stop: ["END"],
          systemPrompt: "Be strict.",
        }),
        refiner: { temperature: 0 },
      },
      branching: { generator: 1, verifier: 2, refiner: 4 },
    });
    const { config, progress } = (await api.call("POST", "/api/runs", body)).body;
    expect(config.roles.generator).toMatchObject({
      endpointId: "simulator",
      model: "maltsim-small",
      temperature: 0.3,
      stop: [],
      systemPrompt: null,
    });
    expect(config.roles.verifier).toMatchObject({
      model: "maltsim-small",
      temperature: 1.1,
      stop: ["END"],
      systemPrompt: "Be strict.",
    });
    expect(config.roles.refiner).toMatchObject({
      endpointId: "simulator",
      model: "maltsim-small",
      temperature: 0,
    });
    expect([config.branching, progress.nodesTotal]).toEqual([
      { generator: 1, verifier: 2, refiner: 4 },
      1 + 2 + 8,
    ]);
    const partly = await api.call("POST", "/api/runs", request(dataset.id, { branching: { verifier: 1 } }));
    expect(partly.body.config.branching).toEqual({ generator: 3, verifier: 1, refiner: 3 });
  });

  test("questions are picked by limit and offset, by id in the order given, or at random by a seed", async () => {
    const { api } = studio();
    const dataset = await addRows(api, 12);
    const all = (await api.all(`/api/datasets/${dataset.id}/questions`)).map(({ id }) => id);
    const picked = async (questions: object | undefined) => {
      const { body } = await api.call(
        "POST",
        "/api/runs",
        request(dataset.id, { ...(questions && { questions }) }),
      );
      return (await api.all(`/api/runs/${body.id}/trees`)).map(({ questionId }) => questionId);
    };
    expect(await picked(undefined)).toEqual(all);
    expect(await picked({ limit: 4, offset: 3 })).toEqual(all.slice(3, 7));
    expect(await picked({ limit: 500, offset: 10, sample: "first" })).toEqual(all.slice(10));
    expect(await picked({ ids: [all[5], all[1], all[5], all[9]] })).toEqual([all[5], all[1], all[9]]);
    const [one, two] = [
      await picked({ sample: "random", seed: 7 }),
      await picked({ sample: "random", seed: 7 }),
    ];
    expect(one).toEqual(two);
    expect([...one].sort()).toEqual([...all].sort());
    expect(one).not.toEqual(all);
    expect(await picked({ sample: "random", seed: 8 })).not.toEqual(one);
    expect(await picked({ sample: "random", seed: 7, limit: 5 })).toEqual(one.slice(0, 5));
    expect(await picked({ sample: "random", seed: 7, offset: 5 })).toEqual(one.slice(5));
  });

  test.each([
    ["no body of fields", {}, "datasetId"],
    ["no role", { roles: {} }, "roles"],
    ["an unknown role", { roles: { generator: role(), critic: role() } }, "roles.critic"],
    ["no endpoint", { roles: { generator: { model: "x" } } }, "roles.generator.endpointId"],
    ["no model", { roles: { generator: { endpointId: "simulator" } } }, "roles.generator.model"],
    ["an empty model", { roles: { generator: role({ model: " " }) } }, "roles.generator.model"],
    [
      "an unknown endpoint",
      { roles: { generator: role({ endpointId: "nowhere" }) } },
      "roles.generator.endpointId",
    ],
    [
      "another's unknown endpoint",
      { roles: { generator: role(), refiner: role({ endpointId: "nowhere" }) } },
      "roles.refiner.endpointId",
    ],
    [
      "a temperature below 0",
      { roles: { generator: role({ temperature: -0.1 }) } },
      "roles.generator.temperature",
    ],
    [
      "a temperature above 2",
      { roles: { generator: role({ temperature: 2.1 }) } },
      "roles.generator.temperature",
    ],
    ["topP 0", { roles: { generator: role({ topP: 0 }) } }, "roles.generator.topP"],
    ["topP above 1", { roles: { generator: role({ topP: 1.1 }) } }, "roles.generator.topP"],
    ["maxTokens 0", { roles: { generator: role({ maxTokens: 0 }) } }, "roles.generator.maxTokens"],
    [
      "a template that is a number",
      { roles: { generator: role({ template: 3 }) } },
      "roles.generator.template",
    ],
    ["an empty stop", { roles: { generator: role({ stop: [""] }) } }, "roles.generator.stop.0"],
    ["an api of no kind", { roles: { generator: role({ api: "responses" }) } }, "roles.generator.api"],
    [
      "extraBody with a field of ours",
      { roles: { generator: role({ extraBody: { temperature: 1 } }) } },
      "roles.generator.extraBody.temperature",
    ],
    ["branching 0", { branching: 0 }, "branching"],
    ["branching 1.5", { branching: 1.5 }, "branching"],
    ["branching 13", { branching: 13 }, "branching"],
    ["branching of an unknown role", { branching: { critic: 2 } }, "branching.critic"],
    ["branching 0 of a role", { branching: { verifier: 0 } }, "branching"],
    ["an unknown protocol", { protocol: "chess" }, "protocol"],
    ["an empty name", { name: "  " }, "name"],
    ["a long name", { name: "x".repeat(201) }, "name"],
    ["a seed below 0", { seed: -1 }, "seed"],
    ["a seed with a part", { seed: 1.5 }, "seed"],
    ["a threshold above 1", { threshold: 1.000001 }, "threshold"],
    ["a threshold below 0", { threshold: -0.1 }, "threshold"],
    ["a threshold of 7 decimals", { threshold: 0.1234567 }, "threshold"],
    ["a threshold as a text", { threshold: "0.5" }, "threshold"],
    ["unknownLeaves of no kind", { unknownLeaves: "correct" }, "unknownLeaves"],
    ["incomplete of no kind", { incomplete: "maybe" }, "incomplete"],
    ["a budget of 0", { budget: { usd: 0 } }, "budget.usd"],
    ["a budget of half a request", { budget: { requests: 0.5 } }, "budget.requests"],
    ["a start that is a text", { start: "no" }, "start"],
    ["limit 0", { questions: { limit: 0 } }, "questions"],
    ["no question left", { questions: { offset: 99 } }, "questions"],
    ["no ids", { questions: { ids: [] } }, "questions"],
    ["unknown ids", { questions: { ids: ["question_none"] } }, "questions"],
    ["a sample of no kind", { questions: { sample: "last" } }, "questions"],
  ])("%s is 422 for the run and for its estimate, and the field is named", async (what, more, field) => {
    const { api } = studio();
    const dataset = await addRows(api, 2);
    const count = (await api.all("/api/runs")).length;
    const body = what === "no body of fields" ? {} : request(dataset.id, more);
    for (const address of ["/api/runs", "/api/runs/estimate"]) {
      const answer = await api.call("POST", address, body);
      expect(answer.status).toBe(422);
      const paths: string[] = answer.body.errors.map(({ path }: { path: string }) => path);
      expect(paths.some((path) => path === field || path.startsWith(`${field}.`))).toBe(true);
    }
    expect((await api.all("/api/runs")).length).toBe(count);
  });

  test("an unknown data set is 404, one that cannot be 422", async () => {
    const { api } = studio();
    expect((await api.call("POST", "/api/runs", request("dataset_none"))).status).toBe(404);
    expect((await api.call("POST", "/api/runs", request("\0"))).status).toBe(422);
  });

  test("configHash moves with what decides completions, and with nothing else", async () => {
    const { api } = studio();
    const dataset = await addRows(api, 3);
    const hashOf = async (more: object) =>
      (await api.call("POST", "/api/runs", request(dataset.id, more))).body.configHash;
    const hash = await hashOf({});
    for (const more of [
      { name: "other" },
      { budget: { usd: 1 } },
      { threshold: 0.7 },
      { unknownLeaves: "exclude" },
      { incomplete: "include" },
      { branching: 3 },
      { protocol: "malt" },
      { roles: { generator: role({ temperature: 0.3 }) } },
    ])
      expect([more, await hashOf(more)]).toEqual([more, hash]);
    const started = (await api.call("POST", "/api/runs", request(dataset.id, { start: true }))).body;
    expect(started.configHash).toBe(hash);
    await api.call("POST", `/api/runs/${started.id}/cancel`);
    const others = [
      { roles: { generator: role({ temperature: 0.4 }) } },
      { roles: { generator: role({ topP: 0.9 }) } },
      { roles: { generator: role({ maxTokens: 1000 }) } },
      { roles: { generator: role({ model: "other" }) } },
      { roles: { generator: role({ template: "{question}\n\nGo." }) } },
      { roles: { generator: role({ systemPrompt: "Go." }) } },
      { roles: { generator: role({ stop: ["x"] }) } },
      { roles: { generator: role({ extraBody: { top_k: 5 } }) } },
      { roles: { generator: role({ api: "completions" }) } },
      { branching: 2 },
      { seed: 7 },
      { questions: { limit: 2 } },
    ];
    const hashes = [];
    for (const more of others) {
      const { status, body } = await api.call("POST", "/api/runs", request(dataset.id, more));
      expect([more, status]).toEqual([more, 201]);
      hashes.push(body.configHash);
    }
    expect(new Set([hash, ...hashes]).size).toBe(others.length + 1);
  });

  test("an estimate multiplies: completions, requests, tokens, and dollars by the endpoint's prices", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(
      api,
      {},
      { prices: { "test-model": { promptPerMillion: 1, completionPerMillion: 3 } } },
    );
    const dataset = await addRows(api, 5);
    const body = requestOf(dataset.id, endpointId, { branching: { generator: 2, verifier: 3, refiner: 2 } });
    const { body: whole } = await api.call("POST", "/api/runs/estimate", body);
    expect([whole.completions, whole.requests, whole.trees]).toEqual([5 * (2 + 6 + 12), 5 * (1 + 2 + 6), 5]);
    expect(whole.costUsd).toBeCloseTo((whole.promptTokens + 3 * whole.completionTokens) / 1e6, 6);
    expect(whole.seconds).toBeGreaterThan(0);
    const { body: single } = await api.call("POST", "/api/runs/estimate", {
      ...body,
      siblings: "off",
      questions: { limit: 1 },
    });
    expect([single.completions, single.requests]).toEqual([20, 20]);
    expect(server.requests.length).toBe(0);
    await server.close();
  });

  test("runs that nobody named are told apart by a number, a name that was given stays as it is", async () => {
    const { api } = studio();
    const dataset = await addRows(api, 1);
    const start = async (more: object = {}): Promise<string> =>
      (await api.call("POST", "/api/runs", request(dataset.id, more))).body.name;
    const name = await start({ roles: { generator: role({ model: "unnamed" }) } });
    expect(await start({ roles: { generator: role({ model: "unnamed" }) } })).toBe(`${name} (2)`);
    expect(await start({ roles: { generator: role({ model: "unnamed" }) } })).toBe(`${name} (3)`);
    expect(await start({ name })).toBe(name);
  });

  test("runs are listed newest first, by status and by name", async () => {
    const { api } = studio();
    const dataset = await addRows(api, 1);
    const names = ["zebra one", "Zebra two", "horse"];
    const ids: string[] = [];
    for (const name of names)
      ids.push((await api.call("POST", "/api/runs", request(dataset.id, { name }))).body.id);
    await api.call("POST", `/api/runs/${ids[0]}/cancel`);
    expect((await api.all("/api/runs")).slice(0, 3).map(({ id }) => id)).toEqual([...ids].reverse());
    expect((await api.all("/api/runs?q=ZEBRA")).map(({ id }) => id)).toEqual([ids[1], ids[0]]);
    expect((await api.all("/api/runs?q=zebra&status=cancelled")).map(({ id }) => id)).toEqual([ids[0]]);
    expect((await api.call("GET", "/api/runs?status=asleep")).status).toBe(422);
  });

  test("with a seed each request has one of its own, the same again for the same config; without, none is sent", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api);
    const dataset = await addRows(api, 2);
    const seedsOf = async (more: object) => {
      const from = server.requests.length;
      const { body } = await api.call(
        "POST",
        "/api/runs",
        requestOf(dataset.id, endpointId, { ...more, siblings: "off" }),
      );
      await api.ended(body.id);
      return server.requests
        .slice(from)
        .map(({ body: sent }) => sent["seed"])
        .sort();
    };
    const one = await seedsOf({ seed: 7 });
    expect(one.every((seed) => Number.isSafeInteger(seed))).toBe(true);
    expect(new Set(one).size).toBe(2 * 14);
    expect(await seedsOf({ seed: 7 })).toEqual(one);
    expect(await seedsOf({ seed: 8 })).not.toEqual(one);
    expect((await seedsOf({})).every((seed) => seed === undefined)).toBe(true);
    await server.close();
  });
});
