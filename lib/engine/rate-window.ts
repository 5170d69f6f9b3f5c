const windowMs = 60_000;

type Entry = { readonly startedAt: number; tokens: number };

/** Requests and tokens of the last minute against what a person allows. */
export type RateWindow = {
  /** Counts a request; its `tokens` may be corrected later. */
  add<E extends Entry>(entry: E): E;
  /** Takes out a request that was never sent. */
  remove(entry: Entry): void;
  /** When the window has room for a request of so many tokens, milliseconds of `now`; null while it has. */
  freeAt(tokens: number): number | null;
  configure(limits: RateLimits): void;
};

type RateLimits = { readonly requestsPerMinute: number | null; readonly tokensPerMinute: number | null };

/** A sliding window of 60 s; a limit of null is none. A request that is too large for the whole window passes when it is alone. */
export function createRateWindow(limits: RateLimits, now: () => number): RateWindow {
  let { requestsPerMinute, tokensPerMinute } = limits;
  let entries: Entry[] = [];

  const freeAt = (expected: number): number | null => {
    const since = now() - windowMs;
    const firstKept = entries.findIndex(({ startedAt }) => startedAt > since);
    if (firstKept !== 0) entries = firstKept < 0 ? [] : entries.slice(firstKept);
    let requests = entries.length;
    let tokens = entries.reduce((sum, entry) => sum + entry.tokens, 0);
    const isOver = (): boolean =>
      (requestsPerMinute !== null && requests >= requestsPerMinute) ||
      (tokensPerMinute !== null && tokens > 0 && tokens + expected > tokensPerMinute);
    if (!isOver()) return null;
    for (const entry of entries) {
      requests -= 1;
      tokens -= entry.tokens;
      if (!isOver()) return entry.startedAt + windowMs;
    }
    return null;
  };

  return {
    add(entry) {
      if (requestsPerMinute !== null || tokensPerMinute !== null) entries.push(entry);
      return entry;
    },
    remove(entry) {
      entries = entries.filter((other) => other !== entry);
    },
    freeAt,
    configure(next) {
      ({ requestsPerMinute, tokensPerMinute } = next);
    },
  };
}
