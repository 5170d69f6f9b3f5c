import { expect, test } from "vitest";
import { createRandom } from "../../../lib/core/create-random.ts";
import {
  addSubtree,
  addTree,
  emptySums,
  estimateVariances,
  squareSizes,
} from "../../../lib/core/credit/estimate-variances.ts";

type Group = { leaves: number; right: number; children: Group[] };
type Nested = number | readonly Nested[];

function groupOf(nested: Nested): Group {
  if (typeof nested === "number") return { leaves: 1, right: nested, children: [] };
  const children = nested.map(groupOf);
  const sum = (of: (child: Group) => number) => children.reduce((total, child) => total + of(child), 0);
  return { leaves: sum(({ leaves }) => leaves), right: sum(({ right }) => right), children };
}

function estimate(trees: readonly (readonly Nested[])[], depth: number) {
  const sums = emptySums(depth);
  for (const tree of trees) {
    const { leaves, right, children } = groupOf(tree) as unknown as {
      leaves: number;
      right: number;
      children: Parameters<typeof addSubtree>[1][];
    };
    for (const child of children) addSubtree(sums, child);
    const rows = children.map((child) => squareSizes(child, 1, depth));
    addTree(sums, {
      leaves,
      right,
      sizes: sums.sizes.map((_, level) => rows.reduce((sum, row) => sum + (row[level] ?? 0), 0)),
      times: 1,
    });
  }
  return estimateVariances(sums);
}

const flat = (nested: Nested): number[] => (typeof nested === "number" ? [nested] : nested.flatMap(flat));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test("estimateVariances(even trees) is the nested analysis of variance of the textbooks", () => {
  const random = createRandom(5);
  const [questions, a, b, c] = [12, 3, 2, 4];
  const many = <Item>(count: number, make: () => Item) => Array.from({ length: count }, make);
  const trees = many(questions, () => {
    const ease = random();
    return many(a, () => many(b, () => many(c, () => (random() < ease ? 1 : 0))));
  });
  // Mean squares from the means of each level, without the sums that the estimator keeps.
  const grand = mean(flat(trees));
  let [questionSquares, firstSquares, secondSquares, leafSquares] = [0, 0, 0, 0];
  for (const tree of trees) {
    questionSquares += a * b * c * (mean(flat(tree)) - grand) ** 2;
    for (const first of tree) {
      firstSquares += b * c * (mean(flat(first)) - mean(flat(tree))) ** 2;
      for (const second of first) {
        secondSquares += c * (mean(second) - mean(flat(first))) ** 2;
        for (const leaf of second) leafSquares += (leaf - mean(second)) ** 2;
      }
    }
  }
  const leafMean = leafSquares / (questions * a * b * (c - 1));
  const secondMean = secondSquares / (questions * a * (b - 1));
  const firstMean = firstSquares / (questions * (a - 1));
  const questionMean = questionSquares / (questions - 1);
  const wanted = [
    (questionMean - firstMean) / (a * b * c),
    (firstMean - secondMean) / (b * c),
    (secondMean - leafMean) / c,
    leafMean,
  ];
  for (const [level, variance] of (estimate(trees, 3) ?? []).entries())
    expect(variance).toBeCloseTo(wanted[level]!, 10);
});

test("estimateVariances(uneven trees) finds the variances that the outcomes were made with", () => {
  const random = createRandom(11);
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  // Effects of ±0.2, ±0.1, ±0.15 around one half: variances of 0.04, 0.01, 0.0225, and the leaf's the mean of p(1 − p).
  const effect = (size: number) => (random() < 0.5 ? size : -size);
  let bernoulli = 0;
  let leaves = 0;
  const trees = Array.from({ length: 6000 }, () => {
    const question = 0.5 + effect(0.2);
    return Array.from({ length: between(1, 4) }, () => {
      const first = question + effect(0.1);
      return Array.from({ length: between(1, 4) }, () => {
        const chance = first + effect(0.15);
        return Array.from({ length: between(1, 4) }, () => {
          leaves++;
          bernoulli += chance * (1 - chance);
          return random() < chance ? 1 : 0;
        });
      });
    });
  });
  const found = estimate(trees, 3);
  for (const [level, wanted] of [0.04, 0.01, 0.0225, bernoulli / leaves].entries())
    expect(Math.abs(found[level]! - wanted)).toBeLessThan(0.003);
});

test("estimateVariances(…) tells no level apart whose groups have one member, and counts it in the next", () => {
  const trees = [
    [[[1, 0]], [[1, 1]]],
    [[[0, 0]], [[0, 1]]],
    [[[1, 1]], [[1, 1]]],
  ];
  const [, first, second, leaf] = estimate(trees, 3);
  expect(second).toBeNull();
  expect(first).not.toBeNull();
  expect(leaf).toBeCloseTo(1 / 6, 10);
  expect(estimate([], 3)).toEqual([null, null, null, null]);
});
