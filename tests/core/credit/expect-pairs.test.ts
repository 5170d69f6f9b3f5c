import fc from "fast-check";
import { expect, test } from "vitest";
import { expectPairs, type Ratio } from "../../../lib/core/credit/expect-pairs.ts";
import { createRandom } from "../../../lib/core/create-random.ts";

const half = { numerator: 1, denominator: 2 };

/** Every order of the items, equal ones too. */
function* ordersOf<Item>(items: readonly Item[]): Generator<Item[]> {
  if (items.length === 0) yield [];
  for (const [at, item] of items.entries())
    for (const rest of ordersOf(items.toSpliced(at, 1))) yield [item, ...rest];
}

/** Pairs of one dealing, from floats far from any tie that the tests have. */
function pairsOf(sizes: readonly number[], parts: readonly Ratio[], threshold: number): number {
  let from = 0;
  const positives = sizes.filter((size) => {
    const own = parts.slice(from, from + size);
    from += size;
    return own.reduce((sum, part) => sum + part.numerator / part.denominator, 0) / size > threshold + 1e-9;
  }).length;
  return positives * (sizes.length - positives);
}

test("expectPairs(…) has the mean and the variance over every order of the parts", () => {
  const anyRatio = fc
    .integer({ min: 1, max: 4 })
    .chain((denominator) =>
      fc.integer({ min: 0, max: denominator }).map((numerator) => ({ numerator, denominator })),
    );
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }).chain((sizes) => {
        const length = sizes.reduce((sum, size) => sum + size, 0);
        return fc.tuple(
          fc.constant(sizes.reduce((sum, size) => sum + size, 0) > 7 ? [2, 2, 2] : sizes),
          fc.array(anyRatio, { minLength: length > 7 ? 6 : length, maxLength: length > 7 ? 6 : length }),
        );
      }),
      fc.constantFrom(0.5, 0.4, 0.75),
      ([sizes, parts], threshold) => {
        const counts = [...ordersOf(parts)].map((order) => pairsOf(sizes, order, threshold));
        const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
        const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
        const found = expectPairs(
          sizes,
          parts,
          { numerator: threshold * 20, denominator: 20 },
          createRandom(1),
        );
        expect(found.mean).toBeCloseTo(mean, 9);
        expect(found.variance).toBeCloseTo(variance, 9);
        expect(found.standardError).toBe(0);
      },
    ),
    { numRuns: 40 },
  );
});

test("expectPairs(…) of more ways than can be counted draws them, near the exact mean, the same for the same seed", () => {
  // Values of which each is another number, but which are right or wrong like two kinds of 30 and 20.
  const parts = Array.from({ length: 50 }, (_, at) => ({
    numerator: at < 30 ? 1000 + at : at,
    denominator: 1000,
  }));
  const sizes = [10, 10, 10, 10, 10];
  const kinds = parts.map(({ numerator }) => ({ numerator: numerator >= 1000 ? 1 : 0, denominator: 1 }));
  const threshold = { numerator: 11, denominator: 20 };
  const exact = expectPairs(sizes, kinds, threshold, createRandom(1));
  const drawn = expectPairs(sizes, parts, threshold, createRandom(1));
  expect(exact.standardError).toBe(0);
  expect(drawn.standardError).toBeGreaterThan(0);
  expect(Math.abs(drawn.mean - exact.mean)).toBeLessThan(4 * drawn.standardError);
  expect(expectPairs(sizes, parts, threshold, createRandom(1))).toEqual(drawn);
});

test("expectPairs(…) refuses parts that do not fill the siblings", () => {
  expect(() => expectPairs([2], [half], half, createRandom(1))).toThrow(RangeError);
});
