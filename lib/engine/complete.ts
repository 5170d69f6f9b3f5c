import { isRecord } from "../core/is-record.ts";
import { adaptQuirks } from "./adapt-quirks.ts";
import { classifyFailure } from "./classify-failure.ts";
import { classifyReply } from "./classify-reply.ts";
import type { EndpointAccess, Fetch } from "./endpoint-client.ts";
import { endpointClient } from "./endpoint-client.ts";
import { EndpointFailure } from "./endpoint-failure.ts";
import type { Quirks } from "./quirks.ts";
import { createQuirks } from "./quirks.ts";
import type { RateLimit } from "./rate-limit.ts";
import { readRateLimit } from "./rate-limit.ts";
import type { Choice } from "./read-choices.ts";
import { readChoices } from "./read-choices.ts";
import { readErrorBody } from "./read-error-body.ts";
import type { CompletionRequest } from "./request-body.ts";
import { promptCharacters, requestBody } from "./request-body.ts";
import type { Usage } from "./usage.ts";
import { readUsage } from "./usage.ts";
import { readText } from "./read-text.ts";

export type { EndpointAccess, Fetch } from "./endpoint-client.ts";
export type { Choice } from "./read-choices.ts";
export type { CompletionRequest } from "./request-body.ts";

export type CompletionResult = {
  /** One place for each of the `n` asked for, by index. Null: that choice was empty or did not come; ask again singly. */
  readonly choices: readonly (Choice | null)[];
  /** How many of the nulls never came: no attempt of theirs was spent, the endpoint may not take `n`. */
  readonly missingChoices: number;
  /** Tokens by choice where the answer held log probabilities, which count them; else null. */
  readonly choiceTokens: readonly (number | null)[];
  /** Of the whole request; choices beyond `n` are paid for too. */
  readonly usage: Usage;
  /** The model that the endpoint says answered. */
  readonly model: string | null;
  readonly systemFingerprint: string | null;
  readonly requestId: string | null;
  /** From sending to the last byte. */
  readonly latencyMs: number;
  readonly rateLimit: RateLimit;
};

export type CompleteOptions = {
  readonly signal?: AbortSignal;
  readonly fetch?: Fetch;
  /** Milliseconds of any clock that does not jump. */
  readonly now: () => number;
  /** Sent as X-Request-Id, and the request's id where the endpoint tells none of its own. */
  readonly requestId?: string;
  /** Changed in place by what this request teaches. */
  readonly quirks?: Quirks;
  /** False: a request that can be sent again in another form is not; the failure says so. */
  readonly resends?: boolean;
};

/**
 * One request, checked whole: at least one of its choices holds something to store, or it throws. Never retries,
 * but for one thing that costs no token: an endpoint that refuses `max_tokens` is asked again at once with
 * `max_completion_tokens`, one that refuses another field we can do without is asked without it; with `resends` false
 * that is left to the caller, who counts requests. Throws only EndpointFailure.
 */
export async function completeOnce(
  access: EndpointAccess,
  request: CompletionRequest,
  { signal, fetch, now, requestId, quirks = createQuirks(), resends = true }: CompleteOptions,
): Promise<CompletionResult> {
  for (;;) {
    // Others learn beside us: what counts is what this request went out with.
    const sent = { ...quirks, leftOut: new Set(quirks.leftOut) };
    try {
      return await send(access, request, quirks, { signal, fetch, now, requestId });
    } catch (error) {
      const failure = classifyFailure(error, { access, model: request.model, signal });
      const isRefused = failure.kind === "unsupported_parameter";
      failure.isAdapted = isRefused && adaptQuirks(quirks, sent, failure, request.api);
      if (!failure.isAdapted || !resends) throw failure;
    }
  }
}

type SendOptions = {
  signal: AbortSignal | undefined;
  fetch: Fetch | undefined;
  now: () => number;
  requestId: string | undefined;
};

async function send(
  access: EndpointAccess,
  request: CompletionRequest,
  quirks: Quirks,
  { signal, fetch, now, requestId }: SendOptions,
): Promise<CompletionResult> {
  const startedAt = now();
  const path = request.api === "chat" ? "/chat/completions" : "/completions";
  const { data, response } = await endpointClient(access, fetch)
    .post<unknown>(path, {
      body: requestBody(request, quirks),
      ...(requestId !== undefined && { headers: { "x-request-id": requestId } }),
      ...(signal && { signal }),
    })
    .withResponse();
  const latencyMs = now() - startedAt;
  const body = readBody(data, response, access.apiKey, request.model);
  const { choices, missing, tokens, isReasoningOnly, characters } = readChoices(body, request.n, request.api);
  noteChoices(quirks, request.n, missing);
  const usage = readUsage(body, promptCharacters(request), characters);
  if (choices.every((choice) => choice === null))
    throw new EndpointFailure({
      kind: "paid_but_bad",
      code: "empty_answer",
      message: isReasoningOnly
        ? "The endpoint sent reasoning but no answer; max_tokens may be too small."
        : `The endpoint sent ${missing === request.n ? "no choices" : "an empty answer"}.`,
      status: response.status,
      usage,
    });
  return {
    choices,
    missingChoices: missing,
    choiceTokens: tokens,
    usage,
    model: readText(body["model"]),
    systemFingerprint: readText(body["system_fingerprint"]),
    requestId: response.headers.get("x-request-id") ?? readText(body["id"]) ?? requestId ?? null,
    latencyMs,
    rateLimit: readRateLimit(response.headers),
  };
}

function noteChoices(quirks: Quirks, asked: number, missing: number): void {
  if (asked === 1) return;
  if (missing === 0) quirks.n = "yes";
  else if (missing < asked) {
    quirks.shortAnswers += 1;
    if (quirks.shortAnswers >= 2) quirks.n = "no";
  }
}

/** The body as an object that may hold choices. Throws EndpointFailure on pages, errors sent with 200, and other text. */
function readBody(
  data: unknown,
  { status, headers }: Response,
  apiKey: string | null,
  model: string,
): Record<string, unknown> {
  const body = typeof data === "string" ? parseText(data) : data;
  if (isRecord(body) && Array.isArray(body["choices"])) return body;
  const error = readErrorBody(body);
  if (error) throw classifyReply({ status: error.status ?? status, error, headers, apiKey, model });
  throw new EndpointFailure({
    kind: "paid_but_bad",
    code: "not_a_completion",
    status,
    mayBeCharged: true,
    message:
      typeof data === "string" && /^\s*</.test(data)
        ? "The endpoint sent a web page instead of an answer. Check its address: it usually ends in /v1."
        : "The endpoint sent something else than a completion. Check its address: it usually ends in /v1.",
  });
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
