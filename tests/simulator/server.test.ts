import OpenAI, { NotFoundError, BadRequestError } from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hash } from "../../lib/simulator/hash.ts";
import { makeProblems } from "../../lib/simulator/problems.ts";
import { createRandom } from "../../lib/simulator/random.ts";
import { createSimulator } from "../../lib/simulator/server.ts";
import { serveFetch, type FetchServer } from "../support/serve-fetch.ts";

const [{ question } = { question: "" }] = makeProblems({ count: 1, seed: 8 });
const messages = [{ role: "user" as const, content: `${question}\n\nWork it out.` }];

let server: FetchServer;
let client: OpenAI;

beforeAll(async () => {
  const { handle } = createSimulator({ now: () => 1_700_000_000_000, random: createRandom(1), pace: 0 });
  server = await serveFetch(handle);
  client = new OpenAI({ baseURL: `${server.url}/simulator/v1`, apiKey: "none", maxRetries: 0 });
});
afterAll(() => server.close());

const textsOf = ({ choices }: OpenAI.ChatCompletion): (string | null)[] =>
  choices.map(({ message }) => message.content);

describe("the openai client against the simulator", () => {
  test("models.list names the model and its paced twin", async () => {
    const { data } = await client.models.list();
    expect(data.map(({ id }) => id)).toEqual(["maltsim-base", "maltsim-base-paced"]);
  });

  test("chat.completions.create gives n choices, usage in quarters of characters, finish reason stop", async () => {
    const completion = await client.chat.completions.create({
      model: "maltsim-base",
      messages,
      n: 3,
      seed: 5,
    });
    const texts = textsOf(completion);
    expect(texts).toHaveLength(3);
    for (const text of texts) expect(text).toMatch(/\nFinal Answer: -?\d+(\.\d+)?$/);
    expect(completion.choices.map(({ index, finish_reason }) => [index, finish_reason])).toEqual(
      [0, 1, 2].map((index) => [index, "stop"]),
    );
    const completionTokens = texts.reduce((sum, text) => sum + Math.ceil((text?.length ?? 0) / 4), 0);
    const promptTokens = Math.ceil((messages[0]?.content.length ?? 0) / 4);
    expect(completion.usage).toEqual({
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    });
  });

  test("the same seed, prompt and temperature give the same texts, paced or not; a smaller n is a beginning of a larger", async () => {
    const ask = async (
      changes: Partial<OpenAI.ChatCompletionCreateParamsNonStreaming>,
    ): Promise<(string | null)[]> =>
      textsOf(
        await client.chat.completions.create({
          model: "maltsim-base",
          messages,
          n: 4,
          seed: 5,
          temperature: 1,
          ...changes,
        }),
      );
    const first = await ask({});
    expect(await ask({})).toEqual(first);
    expect(await ask({ model: "maltsim-base-paced" })).toEqual(first);
    expect(await ask({ n: 2 })).toEqual(first.slice(0, 2));
    expect(await ask({ top_p: 0.1 })).toEqual(first);
    expect(await ask({ seed: 6 })).not.toEqual(first);
    expect(await ask({ temperature: 0.9 })).not.toEqual(first);
    expect(
      await ask({
        messages: [{ role: "user", content: [{ type: "text", text: messages[0]?.content ?? "" }] }],
      }),
    ).toEqual(first);
  });

  test("without a seed each request is drawn afresh", async () => {
    const ask = async (): Promise<(string | null)[]> =>
      textsOf(await client.chat.completions.create({ model: "maltsim-base", messages, n: 8 }));
    expect(await ask()).not.toEqual(await ask());
  });

  test("a stream carries the same text as the whole reply, then usage, and ends", async () => {
    const parameters = { model: "maltsim-base", messages, n: 2, seed: 9 };
    const whole = await client.chat.completions.create(parameters);
    const texts = ["", ""];
    const finishes: string[] = [];
    const usages: unknown[] = [];
    const stream = await client.chat.completions.create({
      ...parameters,
      stream: true,
      stream_options: { include_usage: true },
    });
    for await (const chunk of stream) {
      for (const { index, delta, finish_reason } of chunk.choices) {
        texts[index] += delta.content ?? "";
        if (finish_reason) finishes.push(finish_reason);
      }
      if (chunk.usage) usages.push(chunk.usage);
    }
    expect(texts).toEqual(textsOf(whole));
    expect(finishes).toEqual(["stop", "stop"]);
    expect(usages).toEqual([whole.usage]);
  });

  test.each(["max_tokens", "max_completion_tokens"] as const)(
    "%s cuts a text off and says length",
    async (field) => {
      const parameters = { model: "maltsim-base", messages, seed: 5 };
      const [whole] = textsOf(await client.chat.completions.create(parameters));
      const cut = await client.chat.completions.create({ ...parameters, [field]: 10 });
      expect(textsOf(cut)).toEqual([whole?.slice(0, 40)]);
      expect(cut.choices[0]?.finish_reason).toBe("length");
      expect(cut.usage?.completion_tokens).toBe(10);
    },
  );

  test("stop ends a text before the first of its strings", async () => {
    const { choices } = await client.chat.completions.create({
      model: "maltsim-base",
      messages,
      seed: 5,
      stop: ["Final Answer", "\nStep 2"],
    });
    expect(choices[0]?.message.content).toMatch(/Step 1: /);
    expect(choices[0]?.message.content).not.toMatch(/Step 2|Final Answer/);
  });

  test("completions.create writes what the chat address writes for the same prompt", async () => {
    const prompt = messages[0]?.content ?? "";
    const chat = await client.chat.completions.create({ model: "maltsim-base", messages, n: 2, seed: 3 });
    const whole = await client.completions.create({ model: "maltsim-base", prompt, n: 2, seed: 3 });
    expect(whole.choices.map(({ text }) => text)).toEqual(textsOf(chat));
    expect(whole.usage).toEqual(chat.usage);
    let streamed = "";
    for await (const chunk of await client.completions.create({
      model: "maltsim-base",
      prompt,
      seed: 3,
      stream: true,
    })) {
      streamed += chunk.choices[0]?.text ?? "";
    }
    expect(streamed).toBe(whole.choices[0]?.text);
  });

  test("a question without a number is declined in a completion, not by an error", async () => {
    const { choices } = await client.chat.completions.create({
      model: "maltsim-base",
      messages: [{ role: "user", content: "Who wrote Faust?" }],
    });
    expect(choices[0]?.message.content).toMatch(/cannot answer/);
    expect(choices[0]?.finish_reason).toBe("stop");
  });

  test("an unknown model is a 404 that names it", async () => {
    const failure = await client.chat.completions
      .create({ model: "gpt-none", messages })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NotFoundError);
    expect(failure).toMatchObject({
      status: 404,
      code: "model_not_found",
      param: "model",
      message: expect.stringContaining("gpt-none"),
    });
  });

  test.each([
    ["n", { n: 0 }],
    ["temperature", { temperature: 3 }],
    ["messages", { messages: [] }],
    ["max_tokens", { max_tokens: 0 }],
    [
      "messages.0.content",
      {
        messages: [
          { role: "user" as const, content: [{ type: "image_url" as const, image_url: { url: "x" } }] },
        ],
      },
    ],
  ])("a wrong %s is a 400 that names it", async (param, changes) => {
    const failure = await client.chat.completions
      .create({ model: "maltsim-base", messages, ...changes })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(BadRequestError);
    expect(failure).toMatchObject({ status: 400, param, type: "invalid_request_error" });
  });
});

test.each([
  ["POST", "/v1/chat/completions", "{", 400],
  ["POST", "/v1/completions", "[]", 400],
  ["GET", "/v1/chat/completions", undefined, 405],
  ["POST", "/v1/models", "{}", 405],
  ["GET", "/v1/embeddings", undefined, 404],
])("%s %s with the body %s answers an error of OpenAI's shape", async (method, path, body, status) => {
  const response = await fetch(`${server.url}/simulator${path}`, {
    method,
    ...(body === undefined ? {} : { body }),
  });
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({
    error: { message: expect.any(String), type: "invalid_request_error", param: null, code: null },
  });
});

test("a caller who hangs up gives up their place in the line", async () => {
  const { handle } = createSimulator({ now: Date.now, random: () => 0.5, pace: 0.001 });
  const { promise: arrived, resolve: onArrived } = Promise.withResolvers<void>();
  const { promise: answered, resolve: onAnswered } = Promise.withResolvers<number>();
  const slow = await serveFetch(async (request) => {
    onArrived();
    const response = await handle(request);
    onAnswered(response.status);
    return response;
  });
  const leaving = new AbortController();
  const body = JSON.stringify({ model: "maltsim-base-paced", messages });
  const asked = fetch(`${slow.url}/v1/chat/completions`, { method: "POST", body, signal: leaving.signal });
  await arrived;
  leaving.abort();
  const [outcome] = await Promise.allSettled([asked]);
  expect(outcome.status).toBe("rejected");
  expect(await answered).toBe(499);
  await slow.close();
});

test("texts drawn from a seed stay as they are while system_fingerprint does", async () => {
  const completion = await client.chat.completions.create({
    model: "maltsim-base",
    messages,
    n: 64,
    seed: 1,
  });
  expect([completion.system_fingerprint, hash(textsOf(completion).join("\n"))]).toEqual([
    "maltsim-1",
    2259126680,
  ]);
});
