/** So long without a key, a move or a scroll is a pause: two minutes, which a long text takes to be read. */
const pauseMs = 120_000;

/**
 * Measures how long a person has been at something, from `start`: what lies between two of their doings counts, unless
 * it was longer than a pause or the tab was hidden. Times are milliseconds of one clock that only rises.
 */
export function createStopwatch(start: number) {
  let total = 0;
  let last: number | null = start;
  const count = (now: number): void => {
    const gap = last === null ? 0 : now - last;
    if (gap <= pauseMs) total += gap;
  };
  return {
    touch(now: number): void {
      count(now);
      last = now;
    },
    hide(now: number): void {
      count(now);
      last = null;
    },
    show(now: number): void {
      last = now;
    },
    /** Whole milliseconds until now. */
    read(now: number): number {
      count(now);
      last = now;
      return Math.round(total);
    },
  };
}
