import { createHash } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { playAnswer } from "./play-answer.ts";

type SentMessage = { readonly role: string; readonly content: string };

/** What may go wrong with one request to /chat/completions or /completions. */
export type Fault =
  | "ok"
  | "reset"
  | "reset-body"
  | "stall"
  | "stall-body"
  | "slow-drip"
  | "html-200"
  | "error-200"
  | "other-200"
  | "cut-json"
  | "no-usage"
  | "zero-choices"
  | "fewer-choices"
  | "more-choices"
  | "shuffled"
  | "one-empty"
  | "empty"
  | "null-content"
  | "reasoning-only"
  | "reasoning-length"
  | "length"
  | "content-filter"
  | "refusal"
  | "choice-error"
  | "event-stream"
  | "event-stream-error"
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown };

export type LoggedRequest = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
};

export type EndpointServerOptions = {
  readonly port?: number;
  readonly model?: string;
  /** Texts in place of the played ones. `ordinal`: how many usable answers this prompt has had. */
  readonly answer?: (messages: readonly SentMessage[], choice: number, ordinal: number) => string;
  /** The right answer to the first paragraph of a prompt, null where it knows none. */
  readonly gold?: (question: string) => string | null;
  readonly latencyMs?: number | (() => number);
  /** What an answer waits for besides; `index` counts requests from 0. */
  readonly hold?: (index: number) => Promise<void>;
  readonly rightShare?: number;
  readonly seed?: number;
  /** By the order in which requests come, then "ok"; or decided for each. */
  readonly faults?: readonly Fault[] | ((request: LoggedRequest, index: number) => Fault);
  readonly supportsN?: boolean | "ignore";
  readonly requireKey?: string;
  readonly refusesMaxTokens?: boolean;
  /** Request fields that are refused with 400. */
  readonly refuses?: readonly string[];
  /** What /version tells, as vLLM does; without it there is no such address. */
  readonly version?: string;
  readonly ownedBy?: string;
  /** /tokenize, beside /v1: a token for each word. */
  readonly hasTokenizer?: boolean;
  /** What /tokenize answers about messages, as vLLM's does: a number is a status, null never comes. */
  readonly tokenize?: (messages: readonly SentMessage[], index: number) => unknown;
  /** Prompt tokens that a prefix cache serves, at most as many as there are. */
  readonly cachedTokens?: number;
};

export type EndpointServer = {
  /** The base URL, with /v1. */
  readonly url: string;
  /** Requests for completions, in the order they came. */
  readonly requests: readonly LoggedRequest[];
  /** Choices sent whole. */
  readonly completionsGiven: number;
  /** What usage was told of, in answers that were sent whole. */
  readonly billed: { readonly promptTokens: number; readonly completionTokens: number };
  /** Texts that /tokenize was asked about, messages apart. */
  readonly tokenized: number;
  /** Messages that /tokenize was asked about, in the order they came. */
  readonly tokenizedPrompts: readonly LoggedRequest["body"][];
  close(): Promise<void>;
};

/** An OpenAI-compatible server on a loopback port, whose answers and faults are chosen by the test. */
export async function startEndpointServer(options: EndpointServerOptions = {}): Promise<EndpointServer> {
  const requests: LoggedRequest[] = [];
  const asked = new Map<string, number>();
  const given = new Map<string, number>();
  const model = options.model ?? "test-model";
  let completionsGiven = 0;
  const billed = { promptTokens: 0, completionTokens: 0 };
  let tokenized = 0;
  const tokenizedPrompts: LoggedRequest["body"][] = [];

  const server = createServer((request, response) => void serve(request, response));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const text = await readAll(request).catch(() => null);
    if (text === null) return;
    if (options.requireKey !== undefined && request.headers.authorization !== `Bearer ${options.requireKey}`)
      return sendError(response, 401, {
        message: "Incorrect API key provided: sk-abcdefgh12345678.",
        type: "invalid_request_error",
        code: "invalid_api_key",
      });
    if (path === "/version" && options.version !== undefined)
      return send(response, 200, { version: options.version });
    if (path === "/v1/models")
      return send(response, 200, {
        object: "list",
        data: [
          {
            id: model,
            object: "model",
            owned_by: options.ownedBy ?? "tests",
            root: `/models/${model}`,
            max_model_len: 8192,
          },
        ],
      });
    if (path === "/tokenize" && options.tokenize) {
      const body = JSON.parse(text) as { messages?: readonly SentMessage[] };
      if (!body.messages) return send(response, 400, { detail: "messages are missing" });
      const told = options.tokenize(body.messages, tokenizedPrompts.push(body) - 1);
      if (told === null) return;
      return typeof told === "number" ? send(response, told, {}) : send(response, 200, told);
    }
    if (path === "/tokenize" && options.hasTokenizer) {
      const { prompt } = JSON.parse(text) as { prompt?: string };
      if (prompt === undefined) return send(response, 400, { detail: "the prompt is missing" });
      tokenized += 1;
      return send(response, 200, { count: prompt.split(/\s+/).length, max_model_len: 8192 });
    }
    if (path !== "/v1/chat/completions" && path !== "/v1/completions")
      return send(response, 404, { detail: "Not Found" });
    const logged: LoggedRequest = {
      path,
      headers: request.headers,
      body: JSON.parse(text) as Record<string, unknown>,
    };
    const index = requests.push(logged) - 1;
    const fault =
      typeof options.faults === "function"
        ? options.faults(logged, index)
        : (options.faults?.[index] ?? "ok");
    const latencyMs =
      typeof options.latencyMs === "function" ? options.latencyMs() : (options.latencyMs ?? 0);
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    await options.hold?.(index);
    if (!response.destroyed) reply(logged, fault, response);
  }

  function reply({ path, body }: LoggedRequest, fault: Fault, response: ServerResponse): void {
    if (typeof fault === "object") return send(response, fault.status, fault.body ?? "", fault.headers);
    const n = typeof body["n"] === "number" ? body["n"] : 1;
    if (body["model"] !== model)
      return sendError(response, 404, {
        message: `The model \`${String(body["model"])}\` does not exist.`,
        type: "NotFoundError",
        param: null,
        code: 404,
      });
    if (n > 1 && options.supportsN === false)
      return sendError(response, 400, {
        message: "only n = 1 is supported",
        type: "invalid_request_error",
        param: null,
        code: null,
      });
    if (options.refusesMaxTokens && "max_tokens" in body)
      return sendError(response, 400, {
        message:
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        type: "invalid_request_error",
        param: "max_tokens",
        code: "unsupported_parameter",
      });
    const refused = options.refuses?.find((field) => field in body);
    if (refused !== undefined)
      return sendError(response, 400, {
        message: `Unsupported parameter: '${refused}' is not supported with this model.`,
        type: "invalid_request_error",
        param: refused,
        code: "unsupported_parameter",
      });
    if (fault === "reset") return void response.socket?.resetAndDestroy();
    if (fault === "stall") return;
    if (fault === "html-200")
      return send(
        response,
        200,
        "<!doctype html><html><head><title>Welcome</title></head><body>Sign in</body></html>",
        { "content-type": "text/html" },
      );
    if (fault === "error-200")
      return send(response, 200, { error: { message: "Provider returned error", code: 502 } });
    if (fault === "other-200") return send(response, 200, { hello: "world" });
    if (fault === "event-stream" || fault === "event-stream-error")
      return sendStream(response, [
        { choices: [{ index: 0, delta: { content: "half of an ans" }, finish_reason: null }] },
        ...(fault === "event-stream" ? [] : [{ error: { message: "upstream broke", code: 502 } }]),
      ]);

    const messages =
      path === "/v1/completions"
        ? [{ role: "user", content: String(body["prompt"]) }]
        : (body["messages"] as SentMessage[]);
    const count = options.supportsN === "ignore" ? 1 : n;
    const sent =
      fault === "fewer-choices"
        ? Math.max(1, count - 1)
        : fault === "more-choices"
          ? count + 1
          : fault === "zero-choices"
            ? 0
            : count;
    const choices = Array.from({ length: sent }, (_, place) => choiceOf(messages, fault, place, path, body));
    if (fault === "shuffled") choices.reverse();
    const sentCharacters = choices.reduce((sum, choice) => sum + JSON.stringify(choice).length, 0);
    const promptCharacters = messages.reduce((sum, { content }) => sum + content.length, 0);
    const [promptTokens, completionTokens] = [Math.ceil(promptCharacters / 4), Math.ceil(sentCharacters / 4)];
    const completion = {
      id: `cmpl-${requests.length}`,
      object: "chat.completion",
      model,
      system_fingerprint: "fp_test",
      choices,
      ...(fault !== "no-usage" && {
        usage: {
          prompt_tokens: promptTokens,
          completion_tokens: completionTokens,
          total_tokens: promptTokens + completionTokens,
          prompt_tokens_details: { cached_tokens: Math.min(options.cachedTokens ?? 0, promptTokens) },
        },
      }),
    };
    const text = JSON.stringify(completion);
    if (fault === "cut-json") return send(response, 200, text.slice(0, text.length / 2));
    if (fault === "reset-body" || fault === "stall-body") {
      response.writeHead(200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(text),
      });
      response.write(text.slice(0, text.length / 2), () => {
        if (fault === "reset-body") response.socket?.resetAndDestroy();
      });
      return;
    }
    completionsGiven += sent;
    if (fault !== "no-usage") {
      billed.promptTokens += promptTokens;
      billed.completionTokens += completionTokens;
    }
    if (fault === "slow-drip") return drip(response, text);
    if (body["stream"] === true) return stream(response, choices);
    send(response, 200, text, { "x-request-id": `req-${requests.length}` });
  }

  function choiceOf(
    messages: readonly SentMessage[],
    fault: Extract<Fault, string>,
    place: number,
    path: string,
    body: Record<string, unknown>,
  ): Record<string, unknown> {
    const prompt = messages.map(({ content }) => content).join("\n\n");
    const occurrence = asked.get(prompt) ?? 0;
    asked.set(prompt, occurrence + 1);
    const draw = (name: string): number => drawOf(`${options.seed ?? 0}/${name}/${occurrence}/${prompt}`);
    const ordinal = given.get(prompt) ?? 0;
    const isUsable = !spoiling.has(fault) && !(fault === "one-empty" && place === 0);
    if (isUsable) given.set(prompt, ordinal + 1);
    const text =
      options.answer?.(messages, place, ordinal) ??
      playAnswer(messages.at(-1)?.content ?? "", {
        gold: options.gold ?? (() => null),
        rightShare: options.rightShare ?? 0.6,
        draw,
      });
    const isReasoning = fault === "reasoning-only" || fault === "reasoning-length";
    const isEmpty = fault === "empty" || (fault === "one-empty" && place === 0);
    const content =
      fault === "null-content" || fault === "refusal"
        ? null
        : isEmpty || isReasoning || fault === "content-filter"
          ? ""
          : text;
    const finish =
      fault === "length" || fault === "reasoning-length"
        ? "length"
        : fault === "content-filter"
          ? "content_filter"
          : fault === "choice-error"
            ? "error"
            : "stop";
    const common = {
      index: place,
      finish_reason: finish,
      logprobs:
        body["logprobs"] === true
          ? { content: text.split(/\s+/).map((token) => ({ token, logprob: -1 })) }
          : null,
    };
    if (path === "/v1/completions") return { ...common, text: content };
    return {
      ...common,
      message: {
        role: "assistant",
        content,
        ...(isReasoning && { reasoning_content: "Let me think." }),
        ...(fault === "refusal" && { refusal: "I cannot help with that." }),
      },
    };
  }

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    billed,
    tokenizedPrompts,
    get tokenized() {
      return tokenized;
    },
    get completionsGiven() {
      return completionsGiven;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** No text of an answer with one of these reaches a tree. */
const spoiling = new Set<Fault>([
  "cut-json",
  "reset-body",
  "stall-body",
  "empty",
  "null-content",
  "reasoning-only",
  "choice-error",
]);

/** Between 0 and 1, the same for the same name: what is drawn does not depend on the order in which requests come. */
const drawOf = (name: string): number => createHash("sha256").update(name).digest().readUInt32BE(0) / 2 ** 32;

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

const sendError = (response: ServerResponse, status: number, error: Record<string, unknown>): void =>
  send(response, status, { error });

/** Twelve pieces, 110 ms apart. */
function drip(response: ServerResponse, text: string): void {
  response.writeHead(200, { "content-type": "application/json" });
  const size = Math.ceil(text.length / 12);
  let at = 0;
  const timer = setInterval(() => {
    response.write(text.slice(at, at + size));
    at += size;
    if (at < text.length) return;
    clearInterval(timer);
    response.end();
  }, 110);
}

/** Events without an end mark. */
function sendStream(response: ServerResponse, events: readonly object[]): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.end(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(""));
}

function stream(response: ServerResponse, choices: readonly Record<string, unknown>[]): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const { message, index, finish_reason } of choices)
    response.write(
      `data: ${JSON.stringify({ object: "chat.completion.chunk", choices: [{ index, delta: message, finish_reason }] })}\n\n`,
    );
  response.end("data: [DONE]\n\n");
}
