/** The limit from this moment on, and why. */
export type LimitPoint = {
  /** Milliseconds of the gate's clock. */
  readonly at: number;
  /** Requests that may be in flight; 0 while closed. */
  readonly limit: number;
  /** For a person. */
  readonly reason: string;
};

const mostPoints = 240;

export type LimitHistory = {
  /** Oldest first; the oldest go when there are more than 240. */
  readonly points: readonly LimitPoint[];
  add(limit: number, reason: string): void;
};

/** How an endpoint's limit moved, kept in memory. A move to the same limit for the same reason is the same point. */
export function createLimitHistory(now: () => number): LimitHistory {
  let points: readonly LimitPoint[] = [];
  return {
    get points() {
      return points;
    },
    add(limit, reason) {
      const last = points.at(-1);
      if (last?.limit === limit && last.reason === reason) return;
      points = [...points, { at: now(), limit, reason }].slice(-mostPoints);
    },
  };
}
