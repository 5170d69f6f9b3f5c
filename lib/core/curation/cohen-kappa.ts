/** How two annotators sorted the same things: `table[i][j]` counts those put into i by the first and into j by the second. */
export type RatingTable = readonly (readonly number[])[];

export type Agreement = {
  readonly n: number;
  /** Share on which both said the same; null over nothing. */
  readonly agreement: number | null;
  /** 1 for full agreement, 0 for what chance gives, down to −1; null where chance alone gives full agreement. */
  readonly kappa: number | null;
  /** Share of each category over the ratings of both. */
  readonly prevalence: readonly number[];
};

/** Cohen's κ (1960) of a square table of counts, with what it must be read beside: n and prevalence. */
export function cohenKappa(table: RatingTable): Agreement {
  const first = table.map((row) => sumOf(row));
  const second = table.map((_, at) => sumOf(table.map((row) => row[at] ?? 0)));
  const n = sumOf(first);
  if (n === 0) return { n, agreement: null, kappa: null, prevalence: table.map(() => 0) };
  const same = sumOf(table.map((row, at) => row[at] ?? 0));
  // Whole numbers until the last division: chance alone is told from almost alone exactly.
  const byChance = sumOf(first.map((count, at) => count * (second[at] ?? 0)));
  return {
    n,
    agreement: same / n,
    kappa: byChance === n * n ? null : (same * n - byChance) / (n * n - byChance),
    prevalence: first.map((count, at) => (count + (second[at] ?? 0)) / (2 * n)),
  };
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
