/** What each error code means to a caller: its HTTP status, and whether the same call may go through later. */
type ErrorSpec = { readonly status: number; readonly isRetryable: boolean; readonly title: string };

export const errorCodes = {
  malformed_request: { status: 400, isRetryable: false, title: "The request cannot be read" },
  forbidden_origin: { status: 403, isRetryable: false, title: "Requests from this page are refused" },
  not_found: { status: 404, isRetryable: false, title: "Not found" },
  wrong_state: { status: 409, isRetryable: false, title: "Not possible in this state" },
  too_large: { status: 413, isRetryable: false, title: "Too large" },
  unsupported_media: { status: 415, isRetryable: false, title: "Unsupported content type" },
  invalid_request: { status: 422, isRetryable: false, title: "The request breaks a rule" },
  endpoint_failed: { status: 502, isRetryable: true, title: "The endpoint did not answer as hoped" },
  not_ready: { status: 503, isRetryable: true, title: "Not ready yet" },
  internal: { status: 500, isRetryable: true, title: "Something went wrong here" },
} as const satisfies Record<string, ErrorSpec>;

export type ErrorCode = keyof typeof errorCodes;

/** One broken rule: `path` is dotted from the body's root ("roles.generator.model"). */
export type FieldError = { readonly path: string; readonly message: string };

/**
 * The one error type of Malthouse. The message tells a person where, what, and what to do;
 * it may reach the browser, so it holds no secret and no stack.
 */
export class MalthouseError extends Error {
  override readonly name = "MalthouseError";
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { errors?: readonly FieldError[]; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.errors = options.errors ?? [];
  }
}
