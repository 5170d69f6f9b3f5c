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
/** Two rates tell of a doubling where one had so many times as many requests under way. */
const comparable = 1.5;
const heldMs = 5 * 60_000;
/** Answers differ in length: fewer of them say too little of the rate. */
const fewestMeasured = 16;
/** Rounds whose requests are waited for to tell their rate. */
const watched = 4;

/** As many answers as the limit was when it began; and what came of the requests that started in it. */
type Round = {
  readonly from: number;
  readonly beganAt: number;
  answers: number;
  isClean: boolean;
  readonly own: { answers: number; inFlight: number; tokens: number; busyMs: number };
};
type Rate = { readonly inFlight: number; readonly tokensPerSecond: number };

const beginRound = (from: number, beganAt: number): Round => ({
  from,
  beganAt,
  answers: 0,
  isClean: true,
  own: { answers: 0, inFlight: 0, tokens: 0, busyMs: 0 },
});

/** By Little's law, of the requests that started in a round; null where that cannot be told. */
function rateOf({ own: { answers, inFlight, tokens, busyMs } }: Round): Rate | null {
  if (answers < fewestMeasured || tokens === 0 || busyMs === 0) return null;
  const mean = inFlight / answers;
  return { inFlight: mean, tokensPerSecond: (mean * tokens * 1000) / busyMs };
}

/** Whether many more under way than before only wait longer. */
const isQueueing = (rate: Rate, before: Rate): boolean =>
  rate.inFlight >= comparable * before.inFlight && rate.tokensPerSecond < worthwhile * before.tokensPerSecond;

/**
 * Additive increase, multiplicative decrease: starts at min(20, cap) and grows by one with each answer, so that a clean
 * round (as many answers as the limit) doubles it, until the first cut; by 5 % a round after it. A refusal cuts by a
 * fifth, at most once in 15 s. Only answers count that came while at least half of the limit was in use, so an idle
 * endpoint never seems a fast one. A server that queues never refuses: where twice as many at once bring no more tokens
 * a second, that is taken back as soon as it shows, and tried again after five minutes.
 */
export function createAdaptiveLimit(firstCap: number, now: () => number): AdaptiveLimit {
  let cap = firstCap;
  let value = Math.min(start, cap);
  let reason: string | null = null;
  let hasBeenCut = false;
  let cutAllowedAt = Number.NEGATIVE_INFINITY;
  let heldUntil = Number.NEGATIVE_INFINITY;
  let known: Rate | null = null;
  let round = beginRound(value, now());
  /** Newest last; the present one among them. */
  let rounds = [round];

  const moveTo = (next: number, why: string): void => {
    value = next;
    reason = why;
    round = beginRound(value, now());
    rounds = [round];
  };

  /** Counts an answer for the round that its request started in; the rate of a round is told by as many as it began with. */
  const measure = ({ inFlight, startedAt, completionTokens }: Answer): void => {
    const one = rounds.findLast(({ beganAt }) => startedAt >= beganAt);
    if (!one) return;
    one.own.answers += 1;
    one.own.inFlight += inFlight;
    one.own.tokens += completionTokens;
    one.own.busyMs += now() - startedAt;
    if (one.own.answers !== one.from) return;
    const rate = rateOf(one);
    if (rate === null) return;
    if (known === null || hasBeenCut || !isQueueing(rate, known)) return void (known = rate);
    const before = Math.max(1, Math.min(value, Math.round(known.inFlight)));
    heldUntil = now() + heldMs;
    moveTo(before, `back to ${before}: ${Math.round(rate.inFlight)} at once brought no more tokens a second`);
  };

  const grow = (): void => {
    if (!round.isClean || value >= cap || now() < heldUntil) return;
    const isOver = round.answers >= round.from;
    if (!hasBeenCut) value += 1;
    else if (isOver) value = Math.min(cap, Math.max(value + 1, Math.floor(value * growthAfterCut)));
    if (isOver || value === cap)
      reason = `raised from ${round.from} to ${value} after a round of answers without a failure`;
  };

  return {
    get value() {
      return value;
    },
    get reason() {
      return reason;
    },
    noteSuccess(answer) {
      if (answer.inFlight * 2 < value) return;
      const before = round;
      measure(answer);
      if (round !== before) return;
      round.answers += 1;
      grow();
      if (round.answers < round.from) return;
      round = beginRound(value, now());
      rounds = [...rounds, round].slice(-watched);
    },
    noteFailure() {
      round.isClean = false;
    },
    cut(waitMs) {
      if (now() < cutAllowedAt) return;
      cutAllowedAt = now() + Math.max(episodeMs, waitMs);
      hasBeenCut = true;
      known = null;
      const next = Math.max(1, Math.floor(value * cutFactor));
      moveTo(next, `cut from ${value} to ${next}: the endpoint refused a request (429)`);
    },
    setCap(next) {
      cap = next;
      if (value <= cap) return;
      known = null;
      moveTo(cap, `lowered from ${value} to ${cap}: no more are allowed for this endpoint`);
    },
  };
}
