import { EndpointFailure } from "./endpoint-failure.ts";
import { plainMessage } from "./plain-message.ts";
import type { ErrorBody } from "./read-error-body.ts";
import { refusedParam } from "./refused-param.ts";
import { readRetryAfter } from "./retry-delay.ts";

export type Refusal = {
  /** Of the reply, or the one that an error sent with 200 names. */
  readonly status: number;
  readonly error: ErrorBody;
  readonly headers: Headers;
  readonly apiKey: string | null;
  readonly model: string;
  readonly cause?: unknown;
};

const longestMessage = 20_000;

/** What to do about an error that the endpoint put into words. Never throws. */
export function classifyReply(refusal: Refusal): EndpointFailure {
  const { status, headers, apiKey, model, cause } = refusal;
  // What it is about stands at its beginning; a body may hold 64 MB.
  const error = { ...refusal.error, message: refusal.error.message.slice(0, longestMessage) };
  const words = plainMessage(refusal.error.message, apiKey);
  const said = words === "" ? "" : `: ${words}`;
  const retryAfterMs = readRetryAfter(headers);
  const fail = (
    kind: EndpointFailure["kind"],
    message: string,
    details: { code?: string; param?: string; mayBeCharged?: boolean } = {},
  ): EndpointFailure =>
    new EndpointFailure({
      kind,
      message,
      status,
      retryAfterMs,
      code: error.code ?? error.type,
      ...details,
      cause,
    });
  const names = `${error.code ?? ""} ${error.type ?? ""}`;

  if (status === 402 || /insufficient_quota|insufficient_balance|insufficient_credits|billing_/.test(names))
    return fail(
      "fatal_run",
      `The endpoint wants payment${said}. Top up the account or take another key, then resume.`,
      {
        code: "insufficient_quota",
      },
    );
  if (status === 429) return fail("rate_limited", `The endpoint takes no more requests now (429)${said}`);
  if (isTooLong(error))
    return fail("fatal_node", `The prompt and max_tokens do not fit into the model's context${said}`, {
      code: "context_length_exceeded",
    });
  if (
    /content_filter|content_policy/.test(names) ||
    (status === 403 && /moderation|flagged/i.test(error.message))
  )
    return fail("fatal_node", `The endpoint blocks this prompt${said}`, { code: "content_filter" });
  if (status === 401 || status === 403)
    return fail(
      "fatal_run",
      `The endpoint refuses the key (${status})${said}. Enter a valid key, then resume.`,
      { code: "bad_key" },
    );
  if (status === 400 || status === 404 || status === 422) {
    if (isUnknownModel(error))
      return fail(
        "fatal_run",
        `The endpoint has no model "${model}"${said}${/[.!?]$/.test(said) ? "" : "."}`,
        {
          code: "model_not_found",
        },
      );
    const param = refusedParam(error);
    if (param !== null)
      return fail("unsupported_parameter", `The endpoint refuses "${param}" (${status})${said}`, { param });
    if (status === 404)
      return fail("fatal_run", `There is nothing at this address (404)${said}. It usually ends in /v1.`, {
        code: "not_found",
      });
    return fail("fatal_node", `The endpoint refuses this request (${status})${said}`);
  }
  if ((status === 503 || status === 529) && retryAfterMs !== null)
    return fail("rate_limited", `The endpoint is busy (${status})${said}`);
  if (status >= 500 || status === 408 || status === 409 || status === 425)
    return fail("transient", `The endpoint failed (${status})${said}`, {
      mayBeCharged: status === 502 || status === 504,
    });
  if (status < 300) return fail("transient", `The endpoint sent an error instead of an answer${said}`);
  return fail("fatal_node", `The endpoint refuses this request (${status})${said}`);
}

const tooLong = [
  /maximum (?:context|model) length/i,
  /context (?:length|size|window)/i,
  /prompt is too long/i,
  /maximum (?:input|prompt) length/i,
];

const isTooLong = ({ code, message }: ErrorBody): boolean =>
  code === "context_length_exceeded" || tooLong.some((words) => words.test(message));

const unknownModel = [
  /\bmodel\b.{0,200}\b(?:does not exist|not exist|not found|is not available)\b/is,
  /\b(?:no such|unknown|invalid) model\b/i,
];

const isUnknownModel = ({ code, param, message }: ErrorBody): boolean =>
  code === "model_not_found" || param === "model" || unknownModel.some((words) => words.test(message));
