import type { RateLimit } from "./rate-limit.ts";

/** No header makes us wait longer than this without asking again. */
const longestMs = 60_000;

type Left = { readonly count: number; readonly until: number };

/** What the endpoint's own headers say may still be used before its window turns. */
export type RateAllowance = {
  /** A request starts; its number, to be given to `note` with its answer. */
  start(): number;
  /** The headers of the answer to the request of that number. */
  note(sequence: number, rateLimit: RateLimit): void;
  /** When the next request may start, milliseconds of `now`; null: at once. `tokens`: what one is expected to use. */
  freeAt(tokens: number): number | null;
  /** Limits as told last, for a person; a window is the endpoint's own, mostly a minute. */
  readonly told: { readonly requests: number | null; readonly tokens: number | null };
};

/**
 * Keeps to `x-ratelimit-remaining-…` before it is 0: requests that started after the one whose answer tells are not in
 * its count yet, so they are taken off. Once the window has turned, or without headers, nothing holds.
 */
export function createRateAllowance(now: () => number): RateAllowance {
  let sequence = 0;
  let newest = 0;
  let requests: Left | null = null;
  let tokens: Left | null = null;
  let told: RateAllowance["told"] = { requests: null, tokens: null };

  const leftOf = (remaining: number | null, resetMs: number | null): Left | null =>
    remaining === null || resetMs === null
      ? null
      : { count: remaining, until: now() + Math.min(longestMs, resetMs) };
  const waitOf = (left: Left | null, used: number): number | null =>
    left !== null && now() < left.until && left.count < used ? left.until : null;

  return {
    start() {
      return ++sequence;
    },
    note(of, rateLimit) {
      if (of < newest) return;
      newest = of;
      requests = leftOf(rateLimit.remainingRequests, rateLimit.resetRequestsMs);
      tokens = leftOf(rateLimit.remainingTokens, rateLimit.resetTokensMs);
      told = {
        requests: rateLimit.limitRequests ?? told.requests,
        tokens: rateLimit.limitTokens ?? told.tokens,
      };
    },
    freeAt(expected) {
      const started = sequence - newest + 1;
      const waits = [waitOf(requests, started), waitOf(tokens, Math.max(1, started * expected))];
      const until = Math.max(...waits.map((wait) => wait ?? 0));
      return until > 0 ? until : null;
    },
    get told() {
      return told;
    },
  };
}
