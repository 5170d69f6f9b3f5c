import type { Usage } from "./usage.ts";

/**
 * What to do about a failed request:
 * `rate_limited` wait as the endpoint says, not counted as an attempt · `transient` try again, 6 attempts ·
 * `paid_but_bad` try again, 3 attempts · `fatal_node` this part failed for good · `fatal_run` pause the run ·
 * `unsupported_parameter` ask without `param`, or pause the run · `aborted` our own caller cancelled.
 */
export type FailureKind =
  | "rate_limited"
  | "transient"
  | "paid_but_bad"
  | "fatal_node"
  | "fatal_run"
  | "unsupported_parameter"
  | "aborted";

export type FailureDetails = {
  readonly kind: FailureKind;
  /** For a person: where, what, what to do. Never a key, a page of HTML or a stack. */
  readonly message: string;
  readonly status?: number | null;
  readonly retryAfterMs?: number | null;
  /** The endpoint may have finished the answer, so it may appear on the bill. */
  readonly mayBeCharged?: boolean;
  /** The request field that the endpoint refused. */
  readonly param?: string | null;
  readonly code?: string | null;
  /** What the endpoint says the useless answer cost. */
  readonly usage?: Usage | null;
  readonly cause?: unknown;
};

/** Why a request to an endpoint brought nothing to store; the only thing that `completeOnce` throws. */
export class EndpointFailure extends Error {
  override readonly name = "EndpointFailure";
  readonly kind: FailureKind;
  readonly status: number | null;
  readonly retryAfterMs: number | null;
  readonly mayBeCharged: boolean;
  readonly param: string | null;
  readonly code: string | null;
  readonly usage: Usage | null;
  /** The refused field is known by now: the same request will go out without it. Set by `completeOnce`. */
  isAdapted = false;

  constructor(details: FailureDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = details.kind;
    this.status = details.status ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.mayBeCharged = details.mayBeCharged ?? false;
    this.param = details.param ?? null;
    this.code = details.code ?? null;
    this.usage = details.usage ?? null;
  }
}
