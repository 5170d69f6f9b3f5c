export type Answer = {
  /** Under way when it came, its own request among them. */
  readonly inFlight: number;
  /** When its request started, milliseconds of the same clock. */
  readonly startedAt: number;
  /** 0 where unknown. */
  readonly completionTokens: number;
};

/** How many requests an endpoint bears at once, learnt from how it answers. */
export type AdaptiveLimit = {
  /** At least 1, at most the cap. */
  readonly value: number;
  /** Why it last moved, for a person; null before it has. */
  readonly reason: string | null;
  noteSuccess(answer: Answer): void;
  /** A failure that is not a refusal: no growth from this round. */
  noteFailure(): void;
  /** The endpoint refused a request for its rate and asks to wait so long, 0 where it does not say. */
  cut(waitMs: number): void;
  setCap(cap: number): void;
};

const start = 20;
const cutFactor = 0.8;
const growthAfterCut = 1.05;
/** Refusals within this time are one episode: they tell of one and the same limit. */
const episodeMs = 15_000;
/** A doubling that brings less than a tenth more tokens a second has only made requests queue at the server. */
const worthwhile = 1.1;
const heldMs = 5 * 60_000;
/** Answers differ in length: fewer of them say too little of the rate. */
const fewestMeasured = 16;

/**
 * Additive increase, multiplicative decrease: starts at min(20, cap), doubles after each clean round (as many answers as
 * the limit) until the first cut, grows by 5 % a round after it; a refusal cuts by a fifth, at most once in 15 s. A round
 * counts only answers that came while at least half of the limit was in use, so an idle endpoint never seems a fast
 * one. A server that queues never refuses: where a doubling brings no more tokens a second, it is taken back and tried
 * again after five minutes.
 */
export function createAdaptiveLimit(firstCap: number, now: () => number): AdaptiveLimit {
  let cap = firstCap;
  let value = Math.min(start, cap);
  let reason: string | null = null;
  let movedAt = now();
  let hasBeenCut = false;
  let cutAllowedAt = Number.NEGATIVE_INFINITY;
  let heldUntil = Number.NEGATIVE_INFINITY;
  let doubled: { readonly from: number; readonly rate: number } | null = null;
  let answers = 0;
  let isClean = true;
  // Of requests that started under this limit.
  let measured = { answers: 0, tokens: 0, busyMs: 0 };

  const beginRound = (): void => {
    answers = 0;
    isClean = true;
    measured = { answers: 0, tokens: 0, busyMs: 0 };
  };
  const move = (next: number, why: string): void => {
    value = next;
    reason = why;
    movedAt = now();
  };
  /** Tokens a second with the whole limit in use, by Little's law; null where that cannot be told. */
  const rateNow = (): number | null =>
    measured.answers >= fewestMeasured && measured.tokens > 0 && measured.busyMs > 0
      ? (value * measured.tokens * 1000) / measured.busyMs
      : null;

  const endCleanRound = (): void => {
    const rate = rateNow();
    if (doubled && rate !== null && rate < worthwhile * doubled.rate) {
      move(doubled.from, `back to ${doubled.from}: ${value} at once brought no more tokens a second`);
      heldUntil = now() + heldMs;
      doubled = null;
      return;
    }
    doubled = null;
    if (value >= cap || now() < heldUntil) return;
    const next = Math.min(
      cap,
      hasBeenCut ? Math.max(value + 1, Math.floor(value * growthAfterCut)) : value * 2,
    );
    if (rate !== null && !hasBeenCut && next >= 1.5 * value) doubled = { from: value, rate };
    move(next, `raised from ${value} to ${next} after a round of answers without a failure`);
  };

  return {
    get value() {
      return value;
    },
    get reason() {
      return reason;
    },
    noteSuccess({ inFlight, startedAt, completionTokens }) {
      if (inFlight * 2 < value) return;
      answers += 1;
      if (startedAt >= movedAt)
        measured = {
          answers: measured.answers + 1,
          tokens: measured.tokens + completionTokens,
          busyMs: measured.busyMs + now() - startedAt,
        };
      if (answers < value || measured.answers * 2 < value) return;
      if (isClean) endCleanRound();
      beginRound();
    },
    noteFailure() {
      isClean = false;
    },
    cut(waitMs) {
      if (now() < cutAllowedAt) return;
      cutAllowedAt = now() + Math.max(episodeMs, waitMs);
      hasBeenCut = true;
      doubled = null;
      const next = Math.max(1, Math.floor(value * cutFactor));
      move(next, `cut from ${value} to ${next}: the endpoint refused a request (429)`);
      beginRound();
    },
    setCap(next) {
      cap = next;
      if (value <= cap) return;
      doubled = null;
      move(cap, `lowered from ${value} to ${cap}: no more are allowed for this endpoint`);
    },
  };
}
