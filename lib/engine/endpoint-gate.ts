import { createAdaptiveLimit } from "./adaptive-limit.ts";
import type { EndpointFailure } from "./endpoint-failure.ts";
import { createRateWindow } from "./rate-window.ts";
import type { RateLimit } from "./rate-limit.ts";
import { backOffMs, longestWaitMs } from "./retry-delay.ts";

export type GateLimits = {
  /** Requests in flight, a hard cap. */
  readonly maxConcurrency: number;
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
};

/** `now`: milliseconds of a clock that does not jump; all times of a gate are on it. `random`: [0, 1). */
export type GateParts = { readonly now: () => number; readonly random: () => number };

/** A request that was let through; given back when it ends. */
export type GatePass = { readonly startedAt: number; readonly isProbe: boolean; tokens: number };

/**
 * The state of one endpoint (base URL and key), shared by all that ask it. `canStart` and, before anything else can run,
 * `onStart`; then exactly one of `onSuccess`, `onFailure`, `onCancel`.
 */
export type EndpointGate = {
  /** Whether one more request may start beside those in flight. */
  canStart(inFlight: number): boolean;
  /** `tokens`: what the request may cost, for tokensPerMinute; may be set on the pass later. */
  onStart(tokens?: number): GatePass;
  /** `inFlight` counts this request; `tokens` is what it did cost. */
  onSuccess(pass: GatePass, outcome: { inFlight: number; tokens?: number; rateLimit?: RateLimit }): void;
  /** Whether the failure counts as an attempt of its node. */
  onFailure(pass: GatePass, failure: EndpointFailure): { isCounted: boolean };
  /** The request was never sent. */
  onCancel(pass: GatePass): void;
  /** Opens a closed gate for one request: "try now". */
  tryNow(): void;
  /** Takes new limits from a person; what was learnt stays, within them. */
  configure(limits: GateLimits): void;
  /** When a closed gate, or a full minute, lets the next request through; null while open. */
  readonly waitUntil: number | null;
  /** Why it is closed, for a person. */
  readonly reason: string | null;
  /** It is closed because requests failed, not because the endpoint asked to wait. */
  readonly isAway: boolean;
  /** Requests that may be in flight now. */
  readonly limit: number;
  /** Why `limit` last moved, for a person; null before it has. */
  readonly limitReason: string | null;
  /** Since when the endpoint has answered nothing but "not now"; null while it answers. Pause the run after 15 minutes. */
  readonly stuckSince: number | null;
  /** The endpoint asked for more than 15 minutes: pause the run and say until when. */
  readonly isWaitTooLong: boolean;
};

/** An endpoint of whose last outcomes more than half are failures of its own is asked one request at a time. */
const watched = 20;
const fewestWatched = 5;
const troubledShare = 0.5;

/**
 * A refusal (429, or a 503 or 529 that names a wait) closes the gate as long as it says, else by back-off; trouble (most
 * of the last outcomes failed) closes it by back-off. It opens for one request, then for one more with each answer until
 * the adaptive limit holds again. What is in flight when it closes is left alone: it is paid for.
 */
export function createGate({ now, random, ...limits }: GateLimits & GateParts): EndpointGate {
  const adaptive = createAdaptiveLimit(limits.maxConcurrency);
  const rates = createRateWindow(limits, now);
  let closedUntil = Number.NEGATIVE_INFINITY;
  let reason: string | null = null;
  let isAway = false;
  /** How many may be in flight while reopening, 0 until the first one is sent; null when fully open. */
  let ramp: number | null = null;
  let reopenedAt = Number.NEGATIVE_INFINITY;
  let episodeStartedAt = Number.NEGATIVE_INFINITY;
  let backOffs = 0;
  let stuckSince: number | null = null;
  let outcomes: boolean[] = [];

  const isClosed = (): boolean => now() < closedUntil;
  const limitNow = (): number =>
    ramp === null ? adaptive.value : Math.max(1, Math.min(ramp, adaptive.value));
  const isTroubled = (): boolean =>
    outcomes.length >= fewestWatched &&
    outcomes.filter((isFine) => !isFine).length > troubledShare * outcomes.length;

  const close = (waitMs: number, why: string, forTrouble = false): void => {
    ramp = 0;
    if (now() + waitMs <= closedUntil) return;
    closedUntil = now() + waitMs;
    reason = why;
    isAway = forTrouble;
  };
  const closeByBackOff = (why: string, forTrouble = false): void => {
    backOffs += 1;
    close(Math.max(1000, backOffMs(backOffs, random)), why, forTrouble);
  };
  const noteOutcome = (isFine: boolean): void => {
    outcomes = [...outcomes, isFine].slice(-watched);
  };
  const noteAnswer = (pass: GatePass): void => {
    stuckSince = null;
    backOffs = 0;
    if (ramp === null || isClosed() || pass.startedAt < reopenedAt) return;
    ramp = Math.max(1, ramp) + 1;
    if (ramp >= adaptive.value) ramp = null;
  };
  const noteRefusal = (pass: GatePass, failure: EndpointFailure): void => {
    const isNewEpisode = pass.startedAt >= episodeStartedAt && !isClosed();
    if (isNewEpisode) episodeStartedAt = now();
    // A refused probe tells nothing of the limit: it was alone.
    if (isNewEpisode && failure.status === 429 && !pass.isProbe) adaptive.cut();
    if (failure.retryAfterMs !== null) close(failure.retryAfterMs, failure.message);
    else if (isNewEpisode) closeByBackOff(failure.message);
  };

  return {
    canStart(inFlight) {
      if (isClosed() || rates.isFull()) return false;
      return ramp === 0 || inFlight < limitNow();
    },
    onStart(tokens = 0) {
      const isProbe = ramp === 0;
      if (isProbe) {
        ramp = 1;
        reopenedAt = now();
      }
      return rates.add({ startedAt: now(), isProbe, tokens });
    },
    onSuccess(pass, { inFlight, tokens, rateLimit }) {
      if (tokens !== undefined) pass.tokens = tokens;
      if (pass.isProbe) outcomes = [];
      noteOutcome(true);
      noteAnswer(pass);
      if (ramp === null) adaptive.noteSuccess(inFlight);
      const spentMs = rateLimit ? waitOfSpent(rateLimit) : null;
      if (spentMs !== null) close(spentMs, "The endpoint says that its allowance is spent for now.");
    },
    onFailure(pass, failure) {
      // Whatever the probe met but an answer, the next request is a probe again.
      if (pass.isProbe && ramp === 1) ramp = 0;
      switch (failure.kind) {
        case "aborted":
          return { isCounted: false };
        case "rate_limited":
          stuckSince ??= now();
          noteRefusal(pass, failure);
          return { isCounted: false };
        case "transient": {
          adaptive.noteFailure();
          noteOutcome(false);
          if (!isTroubled()) return { isCounted: true };
          const wasStuck = stuckSince !== null;
          stuckSince ??= now();
          if (!isClosed()) closeByBackOff(failure.message, true);
          // A 500 may be the fault of this one prompt; an endpoint that is away is nobody's.
          return { isCounted: !wasStuck || failure.status === 500 };
        }
        case "fatal_run":
          return { isCounted: true };
        default:
          noteAnswer(pass);
          return { isCounted: true };
      }
    },
    onCancel(pass) {
      rates.remove(pass);
      if (pass.isProbe && ramp === 1) ramp = 0;
    },
    tryNow() {
      closedUntil = Number.NEGATIVE_INFINITY;
    },
    configure(next) {
      adaptive.setCap(next.maxConcurrency);
      rates.configure(next);
    },
    get waitUntil() {
      const until = Math.max(isClosed() ? closedUntil : 0, rates.freeAt() ?? 0);
      return until > now() ? until : null;
    },
    get reason() {
      if (isClosed()) return reason;
      return rates.isFull() ? "The limit a minute that is set for this endpoint is used up." : null;
    },
    get isAway() {
      return isClosed() && isAway;
    },
    get limit() {
      return limitNow();
    },
    get limitReason() {
      return adaptive.reason;
    },
    get stuckSince() {
      return stuckSince;
    },
    get isWaitTooLong() {
      return closedUntil - now() > longestWaitMs;
    },
  };
}

/** How long to wait where headers say that nothing is left, at most a minute. */
function waitOfSpent(rateLimit: RateLimit): number | null {
  const waits = [
    rateLimit.remainingRequests === 0 ? rateLimit.resetRequestsMs : null,
    rateLimit.remainingTokens === 0 ? rateLimit.resetTokensMs : null,
  ].filter((wait) => wait !== null);
  return waits.length === 0 ? null : Math.min(60_000, Math.max(...waits));
}
