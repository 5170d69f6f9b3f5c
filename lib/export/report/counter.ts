/** How often each whole number came, so that quantiles are exact and memory grows with distinct numbers alone. */
export type Counter = {
  add(value: number): void;
  /** How many came in all. */
  total(): number;
  /** The smallest number that at least a share of all (0 to 1) do not pass; 0 where none came. */
  quantile(share: number): number;
  /** How many are greater than `limit`. */
  above(limit: number): number;
  mean(): number;
};

/** Counts whole numbers. */
export function startCounter(): Counter {
  const counts = new Map<number, number>();
  let total = 0;
  let sum = 0;
  return {
    add: (value) => {
      counts.set(value, (counts.get(value) ?? 0) + 1);
      total += 1;
      sum += value;
    },
    total: () => total,
    quantile: (share) => {
      const needed = Math.max(1, Math.ceil(share * total));
      let seen = 0;
      for (const [value, count] of [...counts].toSorted(([a], [b]) => a - b)) {
        seen += count;
        if (seen >= needed) return value;
      }
      return 0;
    },
    above: (limit) => [...counts].reduce((found, [value, count]) => found + (value > limit ? count : 0), 0),
    mean: () => (total === 0 ? 0 : sum / total),
  };
}
