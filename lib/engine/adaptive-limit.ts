/** How many requests an endpoint bears at once, learnt from how it answers. */
export type AdaptiveLimit = {
  /** At least 1, at most the cap. */
  readonly value: number;
  /** Why it last moved, for a person; null before it has. */
  readonly reason: string | null;
  /** An answer came while so many were in flight, its own request among them. */
  noteSuccess(inFlight: number): void;
  /** A failure that is not a refusal: no growth from this round. */
  noteFailure(): void;
  /** The endpoint refused a request for its rate. Once an episode; late refusals of the same one do not count. */
  cut(): void;
  setCap(cap: number): void;
};

const start = 20;
const cutFactor = 0.8;
const growthAfterCut = 1.05;

/**
 * Additive increase, multiplicative decrease: starts at min(20, cap), doubles after each clean round (as many answers as the limit)
 * until the first cut, grows by 5 % a round after it. A round counts only answers that came while at least half of the
 * limit was in use, so an idle endpoint never seems a fast one.
 */
export function createAdaptiveLimit(firstCap: number): AdaptiveLimit {
  let cap = firstCap;
  let value = Math.min(start, cap);
  let reason: string | null = null;
  let hasBeenCut = false;
  let answersInRound = 0;
  let isRoundClean = true;

  return {
    get value() {
      return value;
    },
    get reason() {
      return reason;
    },
    noteSuccess(inFlight) {
      if (inFlight * 2 < value) return;
      answersInRound += 1;
      if (answersInRound < value) return;
      if (isRoundClean && value < cap) {
        value = Math.min(
          cap,
          hasBeenCut ? Math.max(value + 1, Math.floor(value * growthAfterCut)) : value * 2,
        );
        reason = "raised after a round of answers without a failure";
      }
      answersInRound = 0;
      isRoundClean = true;
    },
    noteFailure() {
      isRoundClean = false;
    },
    cut() {
      value = Math.max(1, Math.floor(value * cutFactor));
      reason = "cut because the endpoint refused a request (429)";
      hasBeenCut = true;
      answersInRound = 0;
    },
    setCap(next) {
      cap = next;
      value = Math.min(value, cap);
    },
  };
}
