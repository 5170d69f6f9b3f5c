import { expect, test } from "vitest";
import { clusteredInterval } from "../../lib/core/clustered-interval.ts";

/** Any seeded stream of numbers in 0 … 1 (mulberry32). */
function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * One group of leaves whose outcomes have mean `p` and correlation `likeness`: with that probability a leaf takes
 * the group's shared outcome, by a root so that two leaves share it with probability `likeness`.
 */
function drawGroup(random: () => number, p: number, likeness: number, size: number): number {
  const shared = random() < p ? 1 : 0;
  let right = 0;
  for (let leaf = 0; leaf < size; leaf++)
    right += random() < Math.sqrt(likeness) ? shared : random() < p ? 1 : 0;
  return right / size;
}

const wilson = (mean: number, n: number): [number, number] => {
  const z2 = 1.96 ** 2;
  const middle = (mean + z2 / (2 * n)) / (1 + z2 / n);
  const half = (1.96 / (1 + z2 / n)) * Math.sqrt((mean * (1 - mean)) / n + z2 / (4 * n * n));
  return [middle - half, middle + half];
};

/** Share of trees whose true value lies in the interval, over true values 0.1 … 0.9. */
function coverage(groups: number, size: number, likeness: number): { ours: number; plain: number } {
  const random = stream(groups * 1000 + size * 100 + likeness * 10);
  let [ours, plain, trials] = [0, 0, 0];
  for (const p of [0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9])
    for (let trial = 0; trial < 600; trial++) {
      const values = Array.from({ length: groups }, () => drawGroup(random, p, likeness, size));
      const interval = clusteredInterval(values, groups * size)!;
      const [low, high] = wilson(values.reduce((sum, value) => sum + value, 0) / groups, groups * size);
      if (interval.low <= p && p <= interval.high) ours++;
      if (low <= p && p <= high) plain++;
      trials++;
    }
  return { ours: ours / trials, plain: plain / trials };
}

test.each([3, 4, 5])(
  "clusteredInterval covers the true value of %i groups however alike their leaves are",
  (n) => {
    for (const likeness of [0, 0.1, 0.3, 0.6, 1])
      expect(coverage(n, n, likeness).ours, `likeness ${likeness}`).toBeGreaterThan(0.925);
  },
);

test("clusteredInterval covers where an interval over leaves taken as independent does not", () => {
  const { ours, plain } = coverage(3, 3, 0.6);
  expect(plain).toBeLessThan(0.87);
  expect(ours).toBeGreaterThan(0.93);
});

test("clusteredInterval of single leaves is Wilson's, and of groups all alike counts each group once", () => {
  const single = clusteredInterval([1, 0, 0], 3)!;
  const [low, high] = wilson(1 / 3, 3);
  expect([single.low, single.high]).toEqual([expect.closeTo(low, 4), expect.closeTo(high, 4)]);
  expect(clusteredInterval([1, 0, 0], 9)!.effectiveLeaves).toBeCloseTo(3);
  expect(clusteredInterval([1 / 3, 1 / 3, 1 / 3], 9)!.effectiveLeaves).toBeGreaterThan(5);
});

test("clusteredInterval is null where one group alone cannot tell how alike its leaves are", () => {
  expect(clusteredInterval([0.5], 4)).toBeNull();
  expect(clusteredInterval([], 0)).toBeNull();
  expect(clusteredInterval([1], 1)).not.toBeNull();
});
