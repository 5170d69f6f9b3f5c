import { afterEach, expect, test } from "vitest";
import { tokenizePrompt } from "../../lib/engine/tokenize-prompt.ts";
import { startEndpointServer } from "../support/endpoint-server.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** What is told of one prompt by a server whose /tokenize answers `told`, and the bodies it got. */
async function ask(told: unknown, extraBody: Record<string, unknown> = {}, signal?: AbortSignal) {
  const server = await startEndpointServer(told === undefined ? {} : { tokenize: () => told });
  closing.push(() => server.close());
  const messages = [{ role: "user" as const, content: "How many eggs?" }];
  const access = { baseUrl: server.url, apiKey: null, timeoutSeconds: 20 };
  const request = { model: "test-model", messages, extraBody };
  const ids = await tokenizePrompt(access, request, signal ? { signal } : {});
  return { ids, bodies: server.tokenizedPrompts, messages, access, request };
}

test("tokenizePrompt gives the ids of the messages with the start of the answer, by the request's own template", async () => {
  const extraBody = { chat_template_kwargs: { enable_thinking: false }, tools: null, top_k: 5 };
  const { ids, bodies, messages } = await ask({ count: 3, tokens: [0, 151_644, 872] }, extraBody);
  expect(ids).toEqual([0, 151_644, 872]);
  expect(bodies).toEqual([
    {
      model: "test-model",
      messages,
      add_generation_prompt: true,
      chat_template_kwargs: { enable_thinking: false },
    },
  ]);
});

test.each([
  ["no such address", undefined],
  ["an address for something else", 405],
  ["a refusal", 400],
  ["a count alone", { count: 5 }],
  ["no tokens", { tokens: [] }],
  ["words", { tokens: ["How", "many"] }],
  ["half a token", { tokens: [1, 2.5] }],
  ["a token below 0", { tokens: [1, -1] }],
  ["a list", [1, 2]],
  ["no JSON", "<html>"],
])("tokenizePrompt says none where the server has %s", async (_, told) => {
  expect((await ask(told)).ids).toBe("none");
});

test("tokenizePrompt says failed where the server has trouble, is gone, or keeps its answer until nobody waits", async () => {
  expect((await ask(503)).ids).toBe("failed");
  expect((await ask(429)).ids).toBe("failed");
  expect((await ask(null, {}, AbortSignal.abort())).ids).toBe("failed");
  const { access, request } = await ask({ tokens: [1] });
  for (const close of closing.splice(0)) await close();
  expect(await tokenizePrompt(access, request)).toBe("failed");
});

test("tokenizePrompt asks nobody where the base URL does not end in /v1", async () => {
  const { access, request } = await ask({ tokens: [1] });
  expect(await tokenizePrompt({ ...access, baseUrl: `${access.baseUrl}/openai` }, request)).toBe("none");
});
