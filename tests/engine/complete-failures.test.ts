import { createServer, type AddressInfo } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CompletionResult } from "../../lib/engine/complete.ts";
import { completeOnce } from "../../lib/engine/complete.ts";
import { EndpointFailure } from "../../lib/engine/endpoint-failure.ts";
import type { Fault } from "../support/endpoint-server.ts";
import { ask, error, failureOf, now, open, request, secret, start } from "./ask-endpoint.ts";

describe("what fails", () => {
  test.each<[string, Fault, object]>([
    [
      "429 with seconds",
      { status: 429, headers: { "retry-after": "7" } },
      { kind: "rate_limited", retryAfterMs: 7000 },
    ],
    [
      "429 with milliseconds",
      { status: 429, headers: { "retry-after-ms": "250", "retry-after": "1" } },
      { kind: "rate_limited", retryAfterMs: 250 },
    ],
    [
      "429 with a date by the server's clock",
      {
        status: 429,
        headers: { date: "Sat, 01 Jan 2000 00:00:00 GMT", "retry-after": "Sat, 01 Jan 2000 00:00:30 GMT" },
      },
      { kind: "rate_limited", retryAfterMs: 30_000 },
    ],
    [
      "429 without headers",
      { status: 429, body: error("slow down") },
      { kind: "rate_limited", retryAfterMs: null },
    ],
    [
      "429 insufficient_quota",
      { status: 429, body: error("no money", { code: "insufficient_quota" }) },
      { kind: "fatal_run", code: "insufficient_quota" },
    ],
    [
      "402",
      { status: 402, body: error("Insufficient Balance") },
      { kind: "fatal_run", code: "insufficient_quota" },
    ],
    ["500", { status: 500, body: error("oops") }, { kind: "transient", mayBeCharged: false }],
    [
      "502 with a page",
      {
        status: 502,
        headers: { "content-type": "text/html" },
        body: "<html><head><title>502 Bad Gateway</title></head><body><h1>secret</h1></body></html>",
      },
      { kind: "transient" },
    ],
    ["503", { status: 503 }, { kind: "transient" }],
    [
      "503 with Retry-After",
      { status: 503, headers: { "retry-after": "2" } },
      { kind: "rate_limited", retryAfterMs: 2000, status: 503 },
    ],
    ["504", { status: 504 }, { kind: "transient", mayBeCharged: true }],
    ["529", { status: 529, body: error("Overloaded") }, { kind: "transient" }],
    [
      "529 with Retry-After",
      { status: 529, headers: { "retry-after": "2" } },
      { kind: "rate_limited", status: 529 },
    ],
    ["408", { status: 408 }, { kind: "transient" }],
    ["409", { status: 409 }, { kind: "transient" }],
    [
      "400 context length",
      { status: 400, body: error("too long", { code: "context_length_exceeded", param: "messages" }) },
      { kind: "fatal_node", code: "context_length_exceeded" },
    ],
    [
      "400 context length in vLLM's words",
      {
        status: 400,
        body: error(
          "'max_tokens' or 'max_completion_tokens' is too large: 9000. This model's maximum context length is 8192 tokens and your request has 20 input tokens.",
          { type: "BadRequestError", param: "max_tokens", code: 400 },
        ),
      },
      { kind: "fatal_node", code: "context_length_exceeded" },
    ],
    [
      "400 about the value of temperature",
      { status: 400, body: error("'temperature' must be at most 1") },
      { kind: "unsupported_parameter", param: "temperature" },
    ],
    [
      "400 about a field that only a person can have asked for",
      { status: 400, body: error("'logprobs' is not supported") },
      { kind: "unsupported_parameter", param: "logprobs" },
    ],
    [
      "422 as FastAPI words it",
      { status: 422, body: { detail: [{ loc: ["body", "top_k"], msg: "extra fields not permitted" }] } },
      { kind: "unsupported_parameter", param: "top_k" },
    ],
    [
      "400 other",
      { status: 400, body: error("The last message must come from the user") },
      { kind: "fatal_node" },
    ],
    [
      "400 content policy",
      { status: 400, body: error("blocked", { code: "content_filter" }) },
      { kind: "fatal_node", code: "content_filter" },
    ],
    [
      "401",
      { status: 401, body: error(`Incorrect API key provided: ${secret}`) },
      { kind: "fatal_run", code: "bad_key" },
    ],
    ["403", { status: 403, body: error("Country not supported") }, { kind: "fatal_run" }],
    ["404 address", { status: 404, body: { detail: "Not Found" } }, { kind: "fatal_run", code: "not_found" }],
    ["413", { status: 413 }, { kind: "fatal_node" }],
    [
      "a redirect to another host",
      { status: 307, headers: { location: "http://elsewhere.example/v1/chat/completions" } },
      { kind: "fatal_run", code: "redirected" },
    ],
    ["a page with 200", "html-200", { kind: "paid_but_bad" }],
    ["an error with 200", "error-200", { kind: "transient" }],
    ["something else with 200", "other-200", { kind: "paid_but_bad" }],
    ["a stream that nobody asked for, without an end", "event-stream", { kind: "paid_but_bad" }],
    ["a stream that ends in an error", "event-stream-error", { kind: "paid_but_bad" }],
    ["a cut answer", "cut-json", { kind: "paid_but_bad", mayBeCharged: true }],
    ["a reset before the answer", "reset", { kind: "transient", mayBeCharged: true }],
    ["a reset in the body", "reset-body", { kind: "transient", mayBeCharged: true }],
    ["no choices", "zero-choices", { kind: "paid_but_bad" }],
    ["empty content", "empty", { kind: "paid_but_bad", code: "empty_answer" }],
    ["null content", "null-content", { kind: "paid_but_bad" }],
    ["reasoning without an answer", "reasoning-only", { kind: "paid_but_bad" }],
    ["a choice that ended by an error", "choice-error", { kind: "paid_but_bad" }],
    [
      "an error within the choice",
      {
        status: 200,
        body: { choices: [{ index: 0, message: { content: "half" }, error: { message: "upstream" } }] },
      },
      { kind: "paid_but_bad" },
    ],
  ])("%s", async (_, fault, expected) => {
    const server = await start({ faults: [fault] });
    expect(await failureOf(ask(server))).toMatchObject(expected);
    expect(server.requests).toHaveLength(1);
  });

  test("an empty answer tells what it cost", async () => {
    const server = await start({ faults: ["empty"] });
    expect((await failureOf(ask(server))).usage).toMatchObject({ promptTokens: 5, isEstimated: false });
  });

  test("an unknown model ends the run and is named", async () => {
    const server = await start();
    const failure = await failureOf(ask(server, { model: "missing" }));
    expect(failure).toMatchObject({ kind: "fatal_run", code: "model_not_found", status: 404 });
    expect(failure.message).toContain('"missing"');
  });

  test("a page's title is told, its body is not", async () => {
    const server = await start({
      faults: [
        { status: 503, body: "<html><head><title>Down for repair</title></head><body>stack</body></html>" },
      ],
    });
    const { message } = await failureOf(ask(server));
    expect(message).toContain("Down for repair");
    expect(message).not.toContain("stack");
  });

  test.each<Fault>(["stall", "stall-body"])(
    "%s ends by our own time limit and may be charged",
    async (fault) => {
      const server = await start({ faults: [fault] });
      expect(await failureOf(ask(server, {}, 0.2))).toMatchObject({
        kind: "transient",
        code: "timeout",
        mayBeCharged: true,
      });
    },
  );

  test("bytes that come too slowly end by the limit of the whole attempt", async () => {
    const server = await start({ answer: () => "42", faults: ["slow-drip"] });
    expect(await failureOf(ask(server, {}, 0.5))).toMatchObject({
      code: "timeout",
      mayBeCharged: true,
      message: expect.stringContaining("had not finished"),
    });
  });

  test("a connection that is never made ends by its own limit, and was charged nothing", async () => {
    // Takes the bytes of a handshake and says nothing.
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const failure = await failureOf(ask({ url: `https://127.0.0.1:${port}/v1` }, {}, 0.2));
    expect(failure).toMatchObject({ kind: "transient", code: "unreachable", mayBeCharged: false });
    expect(failure.message).toContain("could not be reached within 0.2 s");
    silent.close();
  });

  test("a server that is not there was charged nothing", async () => {
    const server = await start();
    await server.close();
    open.length = 0;
    const failure = await failureOf(ask(server));
    expect(failure).toMatchObject({ kind: "transient", code: "unreachable", mayBeCharged: false });
    expect(failure.message).toContain("Is the server running?");
  });

  test("http spoken to as https ends the run", async () => {
    const server = await start();
    expect(await failureOf(ask({ url: server.url.replace("http:", "https:") }))).toMatchObject({
      kind: "fatal_run",
      code: "tls",
    });
  });

  test("cancelling ends the request at once", async () => {
    const server = await start({ faults: ["stall"] });
    const controller = new AbortController();
    const attempt = failureOf(
      completeOnce({ baseUrl: server.url, apiKey: null, timeoutSeconds: 60 }, request, {
        now,
        signal: controller.signal,
      }),
    );
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort();
    expect(await attempt).toMatchObject({ kind: "aborted" });
  });

  test.each([
    "http://169.254.169.254/v1",
    "http://[fe80::1]/v1",
    "http://[::ffff:169.254.1.1]/v1",
    "http://2852039166/v1",
    "ftp://127.0.0.1/v1",
    "http://me:pw@127.0.0.1/v1",
    "http://metadata.google.internal/v1",
  ])("%s is never called", async (url) => {
    const failure = await failureOf(ask({ url }));
    expect(failure).toMatchObject({ kind: "fatal_run", code: "invalid_request", mayBeCharged: false });
  });

  test("a fetch that breaks off with TypeError: terminated is a lost connection", async () => {
    const fetch = async (): Promise<Response> => {
      throw new TypeError("terminated");
    };
    const attempt = completeOnce(
      { baseUrl: "http://127.0.0.1:9/v1", apiKey: null, timeoutSeconds: 5 },
      request,
      { now, fetch },
    );
    expect(await failureOf(attempt)).toMatchObject({
      kind: "transient",
      code: "connection_lost",
      mayBeCharged: true,
    });
  });

  test("completeOnce gives n places or throws an EndpointFailure, whatever an endpoint sends", async () => {
    const hostile = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record(
          {
            choices: fc.array(
              fc.record({ index: fc.anything(), message: fc.anything(), finish_reason: fc.anything() }),
            ),
          },
          { noNullPrototype: true },
        )
        .map((body) => JSON.stringify(body)),
      fc.record({ error: fc.anything() }).map((body) => JSON.stringify(body) ?? ""),
    );
    await fc.assert(
      fc.asyncProperty(
        hostile,
        fc.constantFrom(200, 204, 400, 404, 422, 429, 500, 503),
        fc.integer({ min: 1, max: 4 }),
        async (body, status, n) => {
          const fetch = async (): Promise<Response> =>
            new Response(status === 204 ? null : body, {
              status,
              headers: { "content-type": "application/json" },
            });
          const access = { baseUrl: "http://127.0.0.1:9/v1", apiKey: secret, timeoutSeconds: 5 };
          const outcome: unknown = await completeOnce(access, { ...request, n }, { now, fetch }).catch(
            (thrown: unknown) => thrown,
          );
          if (outcome instanceof EndpointFailure) {
            expect(outcome.message).not.toContain(secret);
            return;
          }
          const { choices } = outcome as CompletionResult;
          expect(choices).toHaveLength(n);
          expect(choices.some((choice) => choice !== null)).toBe(true);
        },
      ),
    );
  });
});
