/** Each decision's annotator and its time from shown to decided, in milliseconds, pauses left out; null: not measured. */
export type TimedWord = { readonly annotator: string; readonly ms: number | null };

export type Pace = {
  readonly annotator: string;
  readonly decisions: number;
  readonly timed: number;
  /** The lower of the two middle ones where they are even in number. */
  readonly medianMs: number | null;
  /** So many decisions fit into an hour of the measured time. */
  readonly perHour: number | null;
};

const hourMs = 3_600_000;

/** How fast each annotator decides, by name. */
export function measurePace(words: readonly TimedWord[]): Pace[] {
  return [...Map.groupBy(words, ({ annotator }) => annotator)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([annotator, own]) => {
      const times = own.flatMap(({ ms }) => (ms === null ? [] : [ms])).sort((a, b) => a - b);
      const spent = times.reduce((sum, ms) => sum + ms, 0);
      return {
        annotator,
        decisions: own.length,
        timed: times.length,
        medianMs: times[Math.floor((times.length - 1) / 2)] ?? null,
        perHour: spent === 0 ? null : (times.length * hourMs) / spent,
      };
    });
}
