import { createAdaptiveLimit } from "./adaptive-limit.ts";
import type { EndpointFailure } from "./endpoint-failure.ts";
import { createLimitHistory, type LimitPoint } from "./limit-history.ts";
import { createRateAllowance } from "./rate-allowance.ts";
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
export type GatePass = {
  readonly startedAt: number;
  readonly isProbe: boolean;
  /** Starts of this gate are numbered. */
  readonly sequence: number;
  tokens: number;
};

export type GateOutcome = {
  /** Counts this request. */
  readonly inFlight: number;
  /** What it did cost, prompt and completion. */
  readonly tokens?: number;
  readonly completionTokens?: number;
  readonly rateLimit?: RateLimit;
};

/**
 * The state of one endpoint (base URL and key), shared by all that ask it. `canStart` and, before anything else can run,
 * `onStart`; then exactly one of `onSuccess`, `onFailure`, `onCancel`.
 */
export type EndpointGate = {
  /** Whether one more request may start beside those in flight. */
  canStart(inFlight: number): boolean;
  /** `tokens`: what the request may cost, for tokensPerMinute; may be set on the pass later. */
  onStart(tokens?: number): GatePass;
  onSuccess(pass: GatePass, outcome: GateOutcome): void;
  /** Whether the failure counts as an attempt of its node. */
  onFailure(pass: GatePass, failure: EndpointFailure): { isCounted: boolean };
  /** The request was never sent. */
  onCancel(pass: GatePass): void;
  /** Opens a closed gate for one request: "try now". */
  tryNow(): void;
  /** Another process was asked to wait so long: this one does too. */
  closeFor(waitMs: number, reason: string): void;
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
  /** How the limit moved since the process started, and why; oldest first, at most 240. */
  readonly history: readonly LimitPoint[];
  /** Limits of the endpoint's own as its headers told them last. */
  readonly told: { readonly requests: number | null; readonly tokens: number | null };
};

/**
 * An endpoint is in trouble when more than half of its last 20 outcomes are failures of its own, or all of the first
 * ones are: it is asked one request at a time then.
 */
const watched = 20;
const enoughAlone = 5;
/** Of so many answers the largest is what the next one is expected to cost. */
const remembered = 20;

/**
 * A refusal (429, or a 503 or 529 that names a wait) closes the gate as long as it says, else by back-off; trouble (most
 * of the last outcomes failed) closes it by back-off. It opens for one request, then for one more with each answer until
 * the adaptive limit holds again. What is in flight when it closes is left alone: it is paid for.
 */
export function createGate({ now, random, ...limits }: GateLimits & GateParts): EndpointGate {
  const adaptive = createAdaptiveLimit(limits.maxConcurrency, now);
  const rates = createRateWindow(limits, now);
  const allowance = createRateAllowance(now);
  const history = createLimitHistory(now);
  history.add(adaptive.value, "the start");
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
  let costs: number[] = [];
  /** What the request that started last may cost; what counts while none has cost anything. */
  let feared = 0;
  let limitAtClose = adaptive.value;
  let isAskedByPerson = false;

  const isClosed = (): boolean => now() < closedUntil;
  const limitNow = (): number =>
    ramp === null ? adaptive.value : Math.max(1, Math.min(ramp, adaptive.value));
  const isTroubled = (): boolean => {
    const failures = outcomes.filter((isFine) => !isFine).length;
    return failures > watched / 2 || (failures >= enoughAlone && failures === outcomes.length);
  };
  const expectedTokens = (): number => (costs.length > 0 ? Math.max(...costs) : feared);
  /** The limits a minute that a person set, then those that the endpoint tells. */
  const ratesFreeAt = (): number | null => rates.freeAt(expectedTokens());
  const allowanceFreeAt = (): number | null => allowance.freeAt(expectedTokens());
  const noteCost = (tokens: number): void => {
    costs = [...costs, tokens].slice(-remembered);
  };
  /** Writes down a limit that the adaptive one has come to by itself: a round at a time, not answer by answer. */
  const noteMove = (before: string | null): void => {
    if (adaptive.reason !== before && ramp === null) history.add(adaptive.value, adaptive.reason ?? "");
  };

  const close = (waitMs: number, why: string, forTrouble = false): void => {
    ramp = 0;
    if (now() + waitMs <= closedUntil) return;
    closedUntil = now() + waitMs;
    reason = why;
    isAway = forTrouble;
    isAskedByPerson = false;
    history.add(0, `closed for ${inWords(waitMs)}: ${why}`);
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
    if (ramp < adaptive.value) return;
    ramp = null;
    const moved = adaptive.value === limitAtClose ? null : adaptive.reason;
    history.add(adaptive.value, moved ?? "open again: it answers");
  };
  const noteRefusal = (pass: GatePass, failure: EndpointFailure): void => {
    const isNewEpisode = pass.startedAt >= episodeStartedAt && !isClosed();
    if (isNewEpisode) episodeStartedAt = now();
    if (ramp === null) limitAtClose = adaptive.value;
    // A refused probe tells nothing of the limit: it was alone.
    if (isNewEpisode && failure.status === 429 && !pass.isProbe) adaptive.cut(failure.retryAfterMs ?? 0);
    if (failure.retryAfterMs !== null) close(failure.retryAfterMs, failure.message);
    else if (isNewEpisode) closeByBackOff(failure.message);
  };

  /** Whether it counts as an attempt of its node. */
  const noteTrouble = (failure: EndpointFailure): boolean => {
    adaptive.noteFailure();
    noteOutcome(false);
    if (!isTroubled()) return true;
    if (ramp === null) limitAtClose = adaptive.value;
    const wasStuck = stuckSince !== null;
    stuckSince ??= now();
    if (!isClosed()) closeByBackOff(failure.message, true);
    // A 500 may be the fault of this one prompt; an endpoint that is away is nobody's.
    return !wasStuck || failure.status === 500;
  };

  return {
    canStart(inFlight) {
      if (isClosed() || ratesFreeAt() !== null || allowanceFreeAt() !== null) return false;
      return ramp === 0 || inFlight < limitNow();
    },
    onStart(tokens = 0) {
      const isProbe = ramp === 0;
      if (isProbe) {
        ramp = 1;
        reopenedAt = now();
        history.add(
          1,
          isAskedByPerson
            ? "a person asked to try now"
            : "reopened for one request, then one more with each answer",
        );
      }
      feared = tokens;
      return rates.add({ startedAt: now(), isProbe, sequence: allowance.start(), tokens });
    },
    onSuccess(pass, { inFlight, tokens, completionTokens = 0, rateLimit }) {
      if (tokens !== undefined) {
        pass.tokens = tokens;
        noteCost(tokens);
      }
      if (pass.isProbe) outcomes = [];
      noteOutcome(true);
      noteAnswer(pass);
      const before = adaptive.reason;
      if (ramp === null) adaptive.noteSuccess({ inFlight, startedAt: pass.startedAt, completionTokens });
      noteMove(before);
      if (rateLimit) allowance.note(pass.sequence, rateLimit);
    },
    onFailure(pass, failure) {
      // Whatever the probe met but an answer, the next request is a probe again.
      if (pass.isProbe && ramp === 1) ramp = 0;
      if (failure.usage) pass.tokens = failure.usage.promptTokens + failure.usage.completionTokens;
      else if (!failure.mayBeCharged) pass.tokens = 0;
      if (isTrouble(failure)) return { isCounted: noteTrouble(failure) };
      switch (failure.kind) {
        case "aborted":
          return { isCounted: false };
        case "rate_limited":
          stuckSince ??= now();
          noteRefusal(pass, failure);
          return { isCounted: false };
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
      if (!isClosed()) return;
      closedUntil = Number.NEGATIVE_INFINITY;
      isAskedByPerson = true;
    },
    closeFor: (waitMs, why) => close(waitMs, why),
    configure(next) {
      const before = adaptive.reason;
      adaptive.setCap(next.maxConcurrency);
      noteMove(before);
      rates.configure(next);
    },
    get waitUntil() {
      const until = Math.max(isClosed() ? closedUntil : 0, ratesFreeAt() ?? 0, allowanceFreeAt() ?? 0);
      return until > now() ? until : null;
    },
    get reason() {
      if (isClosed()) return reason;
      if (ratesFreeAt() !== null) return "The limit a minute that is set for this endpoint is used up.";
      return allowanceFreeAt() === null ? null : "The endpoint says that its allowance is spent for now.";
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
    get history() {
      return history.points;
    },
    get told() {
      return allowance.told;
    },
  };
}

/** The endpoint failed by itself, or something else answers at its address: no fault of one prompt. */
const isTrouble = ({ kind, code }: EndpointFailure): boolean =>
  kind === "transient" || code === "not_a_completion";

/** "7 s", "3 min". */
const inWords = (ms: number): string =>
  ms < 120_000 ? `${Math.max(1, Math.round(ms / 1000))} s` : `${Math.round(ms / 60_000)} min`;
