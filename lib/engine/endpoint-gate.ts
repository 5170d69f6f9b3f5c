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
 * The state of one endpoint (base URL and key), shared by all that ask it. `canStart`, then `onStart`, then exactly one
 * of `onSuccess`, `onFailure`.
 */
export type EndpointGate = {
  /** Whether one more request may start beside those in flight. */
  canStart(inFlight: number): boolean;
  /** `tokens`: what the request may cost, for tokensPerMinute. */
  onStart(tokens?: number): GatePass;
  /** `inFlight` counts this request; `tokens` is what it did cost. */
  onSuccess(pass: GatePass, outcome: { inFlight: number; tokens?: number; rateLimit?: RateLimit }): void;
  /** Whether the failure counts as an attempt of its node. */
  onFailure(pass: GatePass, failure: EndpointFailure): { isCounted: boolean };
  /** Opens a closed gate for one request: "try now". */
  tryNow(): void;
  /** Takes new limits from a person; what was learnt stays, within them. */
  configure(limits: GateLimits): void;
  /** When a closed gate, or a full minute, lets the next request through; null while open. */
  readonly waitUntil: number | null;
  /** Why it is closed, for a person. */
  readonly reason: string | null;
  /** Requests that may be in flight now. */
  readonly limit: number;
  /** Why `limit` last moved, for a person; null before it has. */
  readonly limitReason: string | null;
  /** Since when the endpoint has answered nothing but "not now"; null while it answers. Pause the run after 15 minutes. */
  readonly stuckSince: number | null;
  /** The endpoint asked for more than 15 minutes: pause the run and say until when. */
  readonly isWaitTooLong: boolean;
};

const startLimit = 20;
const cut = 0.8;
const steadyGrowth = 1.05;
/** Failures of the endpoint among the last outcomes above which it is asked one request at a time. */
const watched = 20;
const fewest = 5;
const troubledShare = 0.5;

/**
 * A gate after the additive-increase, multiplicative-decrease habit: starts at min(20, cap), doubles after each round of as many successes
 * as the limit, until the first refusal; × 0.8 once per episode of refusals, + 5 % a round after it. Growth needs the
 * limit to be in use (in flight at least half of it) and no failure in the round. A refusal (429, or 503 and 529 that
 * name a wait) closes the gate as long as it says, else by back-off; it opens for one request, then doubles again.
 */
export function createGate({ now, random, ...limits }: GateLimits & GateParts): EndpointGate {
  let { maxConcurrency } = limits;
  let learnt = Math.min(startLimit, maxConcurrency);
  let limitReason: string | null = null;
  let hasBeenRefused = false;
  let successesInRound = 0;
  let isRoundClean = true;
  let closedUntil = 0;
  let reason: string | null = null;
  /** Requests allowed while reopening: 0 before the probe, 1 while it is out, then doubling. Null when fully open. */
  let ramp: number | null = null;
  let openedAt = 0;
  let episodeStartedAt = Number.NEGATIVE_INFINITY;
  let refusals = 0;
  let stuckSince: number | null = null;
  let outcomes: boolean[] = [];
  const rates = createRateWindow(limits, now);

  const isTroubled = (): boolean =>
    outcomes.length >= fewest && outcomes.filter((isFine) => !isFine).length > troubledShare * outcomes.length;
  const note = (isFine: boolean): void => {
    outcomes = [...outcomes, isFine].slice(-watched);
  };
  const close = (until: number, why: string): void => {
    if (until <= closedUntil) return;
    closedUntil = until;
    reason = why;
    ramp = 0;
  };
  const limitNow = (): number => Math.min(maxConcurrency, Math.max(1, Math.floor(Math.min(learnt, ramp === null ? learnt : Math.max(1, ramp)))));
  const answered = (): void => {
    stuckSince = null;
    refusals = 0;
  };
  const growRamp = (pass: GatePass): void => {
    if (ramp === null || pass.startedAt < openedAt || now() < closedUntil) return;
    ramp = Math.max(1, ramp) + 1;
    reason = null;
    if (ramp >= learnt) ramp = null;
  };
  const grow = (inFlight: number): void => {
    if (inFlight * 2 < limitNow()) return;
    successesInRound += 1;
    if (successesInRound < learnt) return;
    successesInRound = 0;
    if (isRoundClean && learnt < maxConcurrency) {
      learnt = Math.min(maxConcurrency, hasBeenRefused ? Math.max(learnt + 1, learnt * steadyGrowth) : learnt * 2);
      limitReason = "raised: a round of answers without a failure";
    }
    isRoundClean = true;
  };

  return {
    canStart(inFlight) {
      if (now() < closedUntil) return false;
      if (ramp === 0) return !rates.isFull();
      return inFlight < limitNow() && !rates.isFull();
    },
    onStart(tokens = 0) {
      const isProbe = ramp === 0;
      if (isProbe) {
        ramp = 1;
        openedAt = now();
      }
      return rates.add({ startedAt: now(), isProbe, tokens });
    },
    onSuccess(pass, { inFlight, tokens, rateLimit }) {
      if (tokens !== undefined) pass.tokens = tokens;
      note(true);
      answered();
      if (pass.isProbe && isTroubled()) outcomes = [];
      growRamp(pass);
      if (ramp === null) grow(inFlight);
      const resetMs = rateLimit ? waitOfSpent(rateLimit) : null;
      if (resetMs !== null) close(now() + resetMs, "The endpoint says that this minute's allowance is spent.");
    },
    onFailure(pass, failure) {
      if (failure.kind === "aborted") {
        if (pass.isProbe && ramp === 1) ramp = 0;
        return { isCounted: false };
      }
      if (failure.kind === "rate_limited") {
        const time = now();
        stuckSince ??= time;
        const isNewEpisode = pass.startedAt >= episodeStartedAt && time >= closedUntil;
        if (isNewEpisode) {
          episodeStartedAt = time;
          if (failure.status === 429) {
            learnt = Math.max(1, Math.floor(Math.min(learnt, Math.max(1, limitNow())) * cut));
            limitReason = "cut: the endpoint refused a request (429)";
          }
          refusals += 1;
          hasBeenRefused = true;
          successesInRound = 0;
        }
        if (failure.retryAfterMs !== null) close(time + failure.retryAfterMs, failure.message);
        else if (isNewEpisode) close(time + Math.max(1000, backOffMs(refusals, random)), failure.message);
        return { isCounted: false };
      }
      if (failure.kind !== "transient") {
        if (failure.kind !== "fatal_run") {
          answered();
          growRamp(pass);
        }
        return { isCounted: true };
      }
      isRoundClean = false;
      note(false);
      if (!isTroubled()) {
        if (pass.isProbe && ramp === 1) ramp = 0;
        return { isCounted: true };
      }
      const isHolding = stuckSince !== null;
      stuckSince ??= now();
      if (now() >= closedUntil) {
        refusals += 1;
        close(now() + Math.max(1000, backOffMs(refusals, random)), failure.message);
      }
      return { isCounted: !isHolding };
    },
    tryNow() {
      closedUntil = 0;
      if (ramp !== null) ramp = 0;
    },
    configure(next) {
      maxConcurrency = next.maxConcurrency;
      learnt = Math.min(learnt, maxConcurrency);
      rates.configure(next);
    },
    get waitUntil() {
      const until = Math.max(now() < closedUntil ? closedUntil : 0, rates.freeAt() ?? 0);
      return until > now() ? until : null;
    },
    get reason() {
      return now() < closedUntil ? reason : rates.isFull() ? "The limit per minute that is set for this endpoint is used up." : null;
    },
    get limit() {
      return limitNow();
    },
    get limitReason() {
      return limitReason;
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
