/** A value as a fraction of whole numbers; a bound that it must exceed to be positive. */
export type Ratio = { readonly numerator: number; readonly denominator: number };

export type ExpectedPairs = {
  /** The mean number of pairs over all ways to deal the parts out. */
  readonly mean: number;
  /** Its variance over those ways. */
  readonly variance: number;
  /** Of the mean, where the ways were drawn and not all counted; else 0. */
  readonly standardError: number;
};

const draws = 200;
/** Ways to have dealt some of the parts, up to order, that are still all counted: 111 at most for three nodes of three parts of three leaves. */
const mostStates = 200;
const mostSteps = 20_000;

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/**
 * How many preference pairs siblings would show if they were equal: each sibling keeps its number of parts
 * (`sizes`), the parts' values are dealt out anew among all of them, and a sibling is positive when the mean of what it
 * got is strictly above the threshold. A permutation test's null distribution (Fisher; Good, Permutation, Parametric
 * and Bootstrap Tests of Hypotheses, 2005): exact where counting all ways is short, else 200 draws from `random`.
 * `parts` holds as many values as `sizes` sum to; throws RangeError else.
 */
export function expectPairs(
  sizes: readonly number[],
  parts: readonly Ratio[],
  threshold: Ratio,
  random: () => number,
): ExpectedPairs {
  if (sizes.reduce((sum, size) => sum + size, 0) !== parts.length)
    throw new RangeError(`${parts.length} parts for siblings of ${sizes.join(" + ")}`);
  const scale = parts.reduce(
    (common, { denominator }) => (common / gcd(common, denominator)) * denominator,
    1,
  );
  const units = parts.map(({ numerator, denominator }) => numerator * (scale / denominator));
  const isPositive = (sum: number, size: number): boolean =>
    sum * threshold.denominator > threshold.numerator * size * scale;
  const kinds = [...Map.groupBy(units, (unit) => unit)].map(([unit, same]) => ({ unit, count: same.length }));
  const pairsOf = (positive: number): number => positive * (sizes.length - positive);
  if (kinds.length < 2) {
    const positive = sizes.filter((size) => isPositive(size * (units[0] ?? 0), size)).length;
    return { mean: pairsOf(positive), variance: 0, standardError: 0 };
  }
  const chances = countWays(sizes, kinds, isPositive);
  if (chances) {
    const mean = chances.reduce((sum, chance, positive) => sum + chance * pairsOf(positive), 0);
    const square = chances.reduce((sum, chance, positive) => sum + chance * pairsOf(positive) ** 2, 0);
    return { mean, variance: Math.max(0, square - mean ** 2), standardError: 0 };
  }
  let [sum, square] = [0, 0];
  for (let draw = 0; draw < draws; draw++) {
    const pairs = pairsOf(dealOnce(sizes, units, isPositive, random));
    sum += pairs;
    square += pairs ** 2;
  }
  const mean = sum / draws;
  const variance = ((square / draws - mean ** 2) * draws) / (draws - 1);
  return { mean, variance, standardError: Math.sqrt(variance / draws) };
}

type Kind = { readonly unit: number; readonly count: number };
type IsPositive = (sum: number, size: number) => boolean;

/** The chance of each number of positive siblings, index 0 up; null where counting would take too long. */
function countWays(
  sizes: readonly number[],
  kinds: readonly Kind[],
  isPositive: IsPositive,
): readonly number[] | null {
  // What is left of each kind, as digits of one number, and the positives so far, with the chance of standing there.
  const bases = kinds.map((_, at) =>
    kinds.slice(0, at).reduce((product, { count }) => product * (count + 1), 1),
  );
  const all = kinds.reduce((product, { count }) => product * (count + 1), 1);
  if (kinds.length > 2 && all > mostStates) return null;
  let states = new Map<number, number>([[all - 1, 1]]);
  let left = sizes.reduce((sum, size) => sum + size, 0);
  let steps = 0;
  for (const size of sizes) {
    const next = new Map<number, number>();
    for (const [state, chance] of states) {
      const [positive, rest] = [Math.floor(state / all), state % all];
      const take = (kind: number, open: number, sum: number, taken: number, weight: number): void => {
        steps++;
        const { unit, count } = kinds[kind] ?? { unit: 0, count: 0 };
        const base = bases[kind] ?? 1;
        const has = Math.floor(rest / base) % (count + 1);
        if (kind === kinds.length - 1) {
          if (open > has) return;
          const total = sum + open * unit;
          const key = (positive + (isPositive(total, size) ? 1 : 0)) * all + rest - taken - open * base;
          next.set(key, (next.get(key) ?? 0) + chance * weight * choose(has, open));
          return;
        }
        for (let some = 0; some <= Math.min(has, open); some++)
          take(kind + 1, open - some, sum + some * unit, taken + some * base, weight * choose(has, some));
      };
      take(0, size, 0, 0, 1 / choose(left, size));
      if (steps > mostSteps) return null;
    }
    states = next;
    left -= size;
  }
  const chances = Array.from({ length: sizes.length + 1 }, () => 0);
  for (const [state, chance] of states) {
    const positive = Math.floor(state / all);
    chances[positive] = (chances[positive] ?? 0) + chance;
  }
  return chances;
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let step = 1; step <= k; step++) ways = (ways * (n - k + step)) / step;
  return ways;
}

/** Positive siblings after one shuffle of the parts (Fisher and Yates). */
function dealOnce(
  sizes: readonly number[],
  units: readonly number[],
  isPositive: IsPositive,
  random: () => number,
): number {
  const dealt = [...units];
  for (let at = dealt.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const kept = dealt[at] ?? 0;
    dealt[at] = dealt[other] ?? 0;
    dealt[other] = kept;
  }
  let [from, positive] = [0, 0];
  for (const size of sizes) {
    let sum = 0;
    for (const until = from + size; from < until; from++) sum += dealt[from] ?? 0;
    if (isPositive(sum, size)) positive++;
  }
  return positive;
}
