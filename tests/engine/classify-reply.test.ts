import { describe, expect, test } from "vitest";
import { classifyReply } from "../../lib/engine/classify-reply.ts";
import { plainMessage } from "../../lib/engine/plain-message.ts";
import { readErrorBody } from "../../lib/engine/read-error-body.ts";
import { refusedParam } from "../../lib/engine/refused-param.ts";

describe("readErrorBody", () => {
  test.each<[unknown, object | null]>([
    [
      { error: { message: "m", type: "t", param: "p", code: "c" } },
      { message: "m", type: "t", param: "p", code: "c", status: null },
    ],
    [{ error: { message: "m", code: 429 } }, { message: "m", code: null, status: 429 }],
    [{ error: "model not loaded" }, { message: "model not loaded" }],
    [[{ error: { message: "m", code: 400, status: "INVALID_ARGUMENT" } }], { message: "m", status: 400 }],
    [
      { object: "error", message: "m", type: "BadRequestError", param: null, code: 400 },
      { message: "m", type: "BadRequestError", status: 400 },
    ],
    [{ detail: "Not Found" }, { message: "Not Found" }],
    [
      { detail: [{ loc: ["body", "n"], msg: "Input should be 1" }] },
      { message: "Input should be 1", param: "n" },
    ],
    [{ message: "Invalid API key" }, { message: "Invalid API key" }],
    [{ choices: [] }, null],
    ["text", null],
    [null, null],
  ])("%j", (body, expected) => {
    if (expected === null) expect(readErrorBody(body)).toBeNull();
    else expect(readErrorBody(body)).toMatchObject(expected);
  });
});

describe("refusedParam", () => {
  test.each<[string, string | null]>([
    ["only n = 1 is supported", "n"],
    ["n must be at most 1", "n"],
    ["'n' : number must be at most 1", "n"],
    [
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      "max_tokens",
    ],
    ["'max_completion_tokens' is not supported", "max_completion_tokens"],
    ["`temperature` is deprecated for this model.", "temperature"],
    ["Unrecognized request argument supplied: seed", "seed"],
    ["Extra inputs are not permitted: top_k", "top_k"],
    ["The last message must come from the user", null],
    ["Invalid JSON at line 1, stop it", null],
    ["Conversation roles must alternate", null],
  ])("%s → %s", (message, param) => {
    expect(refusedParam({ message, param: null })).toBe(param);
  });

  test.each<[string, string | null]>([
    ["temperature", "temperature"],
    ["body.top_p", "top_p"],
    ["messages[0].content", null],
    ["model", null],
    ["response_format.json_schema", "response_format"],
  ])("param %s → %s", (param, expected) => {
    expect(refusedParam({ message: "no", param })).toBe(expected);
  });
});

describe("classifyReply", () => {
  const classify = (
    status: number,
    message: string,
    more: { code?: string; param?: string; type?: string } = {},
  ): object =>
    classifyReply({
      status,
      headers: new Headers(),
      apiKey: "topsecretkey",
      model: "m",
      error: { message, code: null, param: null, type: null, status: null, ...more },
    });

  test.each<[number, string, object]>([
    [
      400,
      "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4000 in the messages, 1000 in the completion).",
      { code: "context_length_exceeded" },
    ],
    [
      400,
      "The decoder prompt (length 5000) is longer than the maximum model length of 4096.",
      { code: "context_length_exceeded" },
    ],
    [400, "prompt is too long: 210000 tokens > 200000 maximum", { code: "context_length_exceeded" }],
    [
      400,
      "the request exceeds the available context size, try increasing it",
      { code: "context_length_exceeded" },
    ],
    [400, "Input is longer than the context window of this model", { code: "context_length_exceeded" }],
    [400, "Model Not Exist", { kind: "fatal_run", code: "model_not_found" }],
    [404, 'model "llama9" not found, try pulling it first', { kind: "fatal_run", code: "model_not_found" }],
    [
      404,
      "The model `gpt-9` does not exist or you do not have access to it.",
      { kind: "fatal_run", code: "model_not_found" },
    ],
    [400, "messages with role tool must follow the assistant", { kind: "fatal_node", code: null }],
    [403, "Your input was flagged by moderation", { kind: "fatal_node", code: "content_filter" }],
    [418, "teapot", { kind: "fatal_node" }],
    [502, "Bad gateway", { kind: "transient", mayBeCharged: true }],
  ])("%s %s", (status, message, expected) => {
    expect(classify(status, message)).toMatchObject(expected);
  });

  test("a message shows neither our key nor another", () => {
    const { message } = classify(
      401,
      "Bad keys topsecretkey and sk-proj-abcdefghijkl and Bearer abcdefgh",
    ) as Error;
    expect(message).not.toMatch(/topsecret|abcdefgh/);
  });

  test("a long message is cut", () => {
    expect((classify(500, "x ".repeat(10_000)) as Error).message.length).toBeLessThan(500);
  });
});

describe("plainMessage", () => {
  test("reads a page of megabytes that never closes its title in no time", () => {
    const page = `<html ${"<title".repeat(1_000_000)}`;
    const startedAt = performance.now();
    expect(plainMessage(page, null)).toBe("a web page");
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  test("gives a page's title and hides the key, wherever it stands", () => {
    expect(plainMessage('<html><head><title class="x">Bad gateway</title>', null)).toBe("Bad gateway");
    const words = plainMessage(`${" ".repeat(19_995)}plain-key-of-mine is wrong`, "plain-key-of-mine");
    expect(words).not.toContain("plain");
  });
});
