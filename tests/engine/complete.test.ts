import { describe, expect, test, vi } from "vitest";
import { completeOnce } from "../../lib/engine/complete.ts";
import { createQuirks } from "../../lib/engine/quirks.ts";
import type { Fault } from "../support/endpoint-server.ts";
import { ask, error, failureOf, now, request, secret, start } from "./ask-endpoint.ts";

describe("an answer", () => {
  test("completeOnce(n: 3) gives three choices by index, usage and what the server tells of itself", async () => {
    const server = await start({ answer: (_, choice) => `answer ${choice}`, faults: ["shuffled"] });
    const result = await ask(server, { n: 3 });
    expect(result.choices.map((choice) => choice?.text)).toEqual(["answer 0", "answer 1", "answer 2"]);
    expect(result).toMatchObject({
      missingChoices: 0,
      model: "test-model",
      systemFingerprint: "fp_test",
      requestId: "req-1",
    });
    expect(result.usage).toMatchObject({ promptTokens: 5, cachedPromptTokens: 0, isEstimated: false });
    expect(result.latencyMs).toBeGreaterThan(0);
  });

  test("completeOnce sends every sampling field, the key, and nothing else of this machine", async () => {
    vi.stubEnv("OPENAI_ORG_ID", "org-ours");
    vi.stubEnv("OPENAI_ADMIN_KEY", "sk-admin-key");
    vi.stubEnv("OPENAI_CUSTOM_HEADERS", "x-inner: 1\ncookie: session=1\nauthorization: Bearer other");
    const server = await start();
    await ask(server, {
      seed: 7,
      stop: ["END"],
      extraBody: { top_k: 20, top_p: null, model: "other" },
      n: 2,
    });
    expect(server.requests[0]?.body).toEqual({
      model: "test-model",
      messages: request.messages,
      n: 2,
      temperature: 0.3,
      max_tokens: 100,
      seed: 7,
      stop: ["END"],
      top_k: 20,
    });
    expect(server.requests[0]?.headers["authorization"]).toBe(`Bearer ${secret}`);
    expect(server.requests[0]?.headers).not.toHaveProperty("cookie");
    expect(
      Object.keys(server.requests[0]?.headers ?? {}).filter(
        (name) => name.startsWith("x-") || name.startsWith("openai"),
      ),
    ).toEqual([]);
  });

  test("completeOnce without a key sends no authorization", async () => {
    const server = await start();
    await completeOnce({ baseUrl: server.url, apiKey: null, timeoutSeconds: 5 }, request, { now });
    expect(server.requests[0]?.headers).not.toHaveProperty("authorization");
    expect(server.requests[0]?.body).not.toHaveProperty("seed");
    expect(server.requests[0]?.body).not.toHaveProperty("n");
  });

  test("completeOnce(api: completions) sends the messages' texts as one prompt", async () => {
    const server = await start({ answer: () => "42" });
    const result = await ask(server, { api: "completions", n: 2 });
    expect(server.requests[0]).toMatchObject({
      path: "/v1/completions",
      body: { prompt: "What is 6 times 7?", n: 2, max_tokens: 100 },
    });
    expect(result.choices.map((choice) => choice?.text)).toEqual(["42", "42"]);
  });

  test("completeOnce keeps <think> in the text", async () => {
    const server = await start({ answer: () => "<think>6·7</think>42" });
    expect((await ask(server)).choices[0]?.text).toBe("<think>6·7</think>42");
  });

  test("completeOnce estimates usage where the server sends none", async () => {
    const server = await start({ answer: () => "x".repeat(41), faults: ["no-usage"] });
    expect((await ask(server)).usage).toEqual({
      promptTokens: 5,
      completionTokens: 11,
      cachedPromptTokens: null,
      isEstimated: true,
    });
  });

  test("completeOnce waits while bytes come, however slowly", async () => {
    const server = await start({ answer: () => "42", faults: ["slow-drip"] });
    expect((await ask(server, {}, 1)).choices[0]?.text).toBe("42");
  });

  test.each<[Fault, object]>([
    ["length", { finishReason: "length", text: "cut" }],
    ["reasoning-length", { finishReason: "length", text: "", reasoning: "Let me think." }],
    ["content-filter", { finishReason: "content_filter", text: "" }],
    ["refusal", { finishReason: "refusal", text: "I cannot help with that." }],
  ])("completeOnce keeps and marks an answer that ended by %s", async (fault, choice) => {
    const server = await start({ answer: () => "cut", faults: [fault] });
    expect((await ask(server)).choices[0]).toMatchObject(choice);
  });
});

describe("siblings in one request", () => {
  test("two short answers make n: no, and the missing are counted", async () => {
    const server = await start({ supportsN: "ignore" });
    const quirks = createQuirks();
    const access = { baseUrl: server.url, apiKey: null, timeoutSeconds: 5 };
    const result = await completeOnce(access, { ...request, n: 3 }, { now, quirks });
    expect(result.missingChoices).toBe(2);
    expect(result.choices.filter((choice) => choice === null)).toHaveLength(2);
    expect(quirks.n).toBe("unknown");
    await completeOnce(access, { ...request, n: 3 }, { now, quirks });
    expect(quirks).toMatchObject({ n: "no", shortAnswers: 2 });
  });

  test("a server that refuses n is remembered, and no attempt is spent on it", async () => {
    const server = await start({ supportsN: false });
    const quirks = createQuirks();
    const access = { baseUrl: server.url, apiKey: null, timeoutSeconds: 5 };
    const failure = await failureOf(completeOnce(access, { ...request, n: 3 }, { now, quirks }));
    expect(failure).toMatchObject({ kind: "unsupported_parameter", param: "n", mayBeCharged: false });
    expect(quirks.n).toBe("no");
  });

  test("of more choices than asked for the first are kept, and all are paid", async () => {
    const server = await start({ answer: (_, choice) => `answer ${choice}`, faults: ["more-choices"] });
    const result = await ask(server, { n: 2 });
    expect(result.choices.map((choice) => choice?.text)).toEqual(["answer 0", "answer 1"]);
  });

  test("one empty choice among three leaves the others", async () => {
    const server = await start({ answer: () => "42", faults: ["one-empty"] });
    const result = await ask(server, { n: 3 });
    expect(result.choices.map((choice) => choice?.text ?? null)).toEqual([null, "42", "42"]);
    expect(result.missingChoices).toBe(0);
  });
});

describe("max_tokens", () => {
  test("completeOnce turns to max_completion_tokens once where max_tokens is refused, and remembers", async () => {
    const server = await start({ refusesMaxTokens: true });
    const quirks = createQuirks();
    const access = { baseUrl: server.url, apiKey: null, timeoutSeconds: 5 };
    await completeOnce(access, request, { now, quirks });
    await completeOnce(access, request, { now, quirks });
    expect(
      server.requests.map(({ body }) => ["max_tokens" in body, "max_completion_tokens" in body]),
    ).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ]);
  });

  test("completeOnce gives up where both names are refused, and does not turn twice", async () => {
    const refused = (param: string): Fault => ({
      status: 400,
      body: error(`'${param}' is not supported`, { param }),
    });
    const server = await start({
      faults: [refused("max_tokens"), refused("max_completion_tokens"), refused("max_tokens")],
    });
    const quirks = createQuirks();
    const access = { baseUrl: server.url, apiKey: null, timeoutSeconds: 5 };
    expect(await failureOf(completeOnce(access, request, { now, quirks }))).toMatchObject({
      param: "max_completion_tokens",
    });
    expect(await failureOf(completeOnce(access, request, { now, quirks }))).toMatchObject({
      param: "max_tokens",
    });
    expect(server.requests).toHaveLength(3);
  });

  test("completeOnce does not turn where max_tokens is only too large", async () => {
    const server = await start({
      faults: [
        { status: 400, body: { error: { message: "max_tokens is too large: 99999", param: "max_tokens" } } },
      ],
    });
    expect(await failureOf(ask(server))).toMatchObject({
      kind: "unsupported_parameter",
      param: "max_tokens",
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe("fields that a request can do without", () => {
  const full = { seed: 7, stop: ["END"] } as const;

  test.each(["temperature", "top_p", "seed", "stop"])(
    "completeOnce leaves %s out once it is refused, and remembers",
    async (field) => {
      const server = await start({ refuses: [field] });
      const quirks = createQuirks();
      const access = { baseUrl: server.url, apiKey: null, timeoutSeconds: 5 };
      for (let time = 0; time < 2; time++)
        await completeOnce(access, { ...request, ...full }, { now, quirks });
      expect(server.requests.map(({ body }) => field in body)).toEqual([true, false, false]);
      expect([...quirks.leftOut]).toEqual([field]);
    },
  );

  test("completeOnce adapts to several refusals in one go", async () => {
    const server = await start({ refuses: ["temperature", "top_p", "seed"], refusesMaxTokens: true });
    expect((await ask(server, full)).choices).toHaveLength(1);
    expect(Object.keys(server.requests.at(-1)?.body ?? {}).sort()).toEqual([
      "max_completion_tokens",
      "messages",
      "model",
      "stop",
    ]);
    expect(server.requests).toHaveLength(5);
  });

  test("requests that are refused at the same time are each sent again without the field", async () => {
    const server = await start({ refuses: ["seed"], latencyMs: 20 });
    const quirks = createQuirks();
    const access = { baseUrl: server.url, apiKey: null, timeoutSeconds: 5 };
    const results = await Promise.all(
      Array.from({ length: 3 }, () => completeOnce(access, { ...request, ...full }, { now, quirks })),
    );
    expect(results.every(({ choices }) => choices.length === 1)).toBe(true);
    expect(server.requests).toHaveLength(6);
  });
});
