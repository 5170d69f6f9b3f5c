import fc from "fast-check";
import { expect, test } from "vitest";
import { fewestQuestions, pairedChange } from "../../../lib/core/compare/paired-change.ts";
import { studentQuantile } from "../../../lib/core/compare/student-quantile.ts";

const anyPairs = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }))
    .map(([a, b]): readonly [number, number] => [a / 4, b / 4]),
  { maxLength: 60 },
);

/** A seeded stream in 0 … 1: the fractional parts of multiples of a root, stirred. */
function stream(seed: number): () => number {
  let at = seed;
  return () => {
    at += 1;
    const wave = Math.sin(at * 12.9898 + seed * 78.233) * 43758.5453;
    return wave - Math.floor(wave);
  };
}

test("studentQuantile(freedom) is Student's table", () => {
  for (const [freedom, quantile] of [
    [9, 2.262157],
    [11, 2.200985],
    [15, 2.13145],
    [30, 2.042272],
    [60, 2.000298],
    [120, 1.97993],
    [7499, 1.960279],
  ] as const)
    expect(Math.abs(studentQuantile(freedom) - quantile)).toBeLessThan(2e-5);
  expect(() => studentQuantile(8)).toThrow(RangeError);
});

test("pairedChange(pairs) of rights and wrongs is Agresti and Min's interval over the table of four", () => {
  for (const [both, won, lost, neither] of [
    [40, 12, 5, 43],
    [7, 0, 0, 3],
    [0, 10, 0, 0],
    [3000, 410, 290, 3800],
  ] as const) {
    const cells = [
      [both, [1, 1]],
      [won, [0, 1]],
      [lost, [1, 0]],
      [neither, [0, 0]],
    ] as const;
    const { change, interval } = pairedChange(
      cells.flatMap(([count, pair]) => Array.from({ length: count }, () => pair)),
    );
    const n = both + won + lost + neither;
    // Half a question more in each cell: b' and c' off the diagonal, N = n + 2.
    const [b, c, all] = [won + 0.5, lost + 0.5, n + 2];
    const middle = (b - c) / all;
    const half = (studentQuantile(n - 1) / all) * Math.sqrt(b + c - (b - c) ** 2 / all);
    expect(change).toBeCloseTo((won - lost) / n, 12);
    expect(interval![0]).toBeCloseTo(Math.max(-1, middle - half), 12);
    expect(interval![1]).toBeCloseTo(Math.min(1, middle + half), 12);
  }
});

test("pairedChange(B, A) is pairedChange(A, B) with the sign turned", () => {
  fc.assert(
    fc.property(anyPairs, (pairs) => {
      const forth = pairedChange(pairs);
      const back = pairedChange(pairs.map(([a, b]) => [b, a]));
      expect([back.a, back.b]).toEqual([forth.b, forth.a]);
      expect(back.change ?? 0).toBeCloseTo(-(forth.change ?? 0), 12);
      expect(back.interval === null).toBe(forth.interval === null);
      if (forth.interval && back.interval) {
        expect(back.interval[0]).toBeCloseTo(-forth.interval[1], 12);
        expect(back.interval[1]).toBeCloseTo(-forth.interval[0], 12);
      }
    }),
  );
});

test("pairedChange(a run with itself) is 0 in the middle of its interval; it grows narrower with questions", () => {
  fc.assert(
    fc.property(anyPairs, (pairs) => {
      const { change, interval } = pairedChange(pairs.map(([a]) => [a, a]));
      expect(change).toBe(pairs.length === 0 ? null : 0);
      if (interval) expect(interval[0]).toBeCloseTo(-interval[1], 12);
    }),
  );
  const widthOf = (count: number) =>
    pairedChange(Array.from({ length: count }, () => [1, 1] as const)).interval![1];
  expect(widthOf(100)).toBeLessThan(widthOf(10) / 3);
});

test("pairedChange(pairs) gives no interval under ten questions", () => {
  const some = (count: number) =>
    pairedChange(Array.from({ length: count }, (_, at) => [0, at % 2] as const));
  expect(some(fewestQuestions - 1).interval).toBeNull();
  expect(some(fewestQuestions).interval).not.toBeNull();
  expect(pairedChange([])).toEqual({ questions: 0, a: null, b: null, change: null, interval: null });
});

/** Share of simulated comparisons whose interval holds the true change. */
function coverage(
  questions: number,
  draw: (random: () => number) => readonly [number, number],
  truth: number,
) {
  const random = stream(questions);
  const trials = 1500;
  let held = 0;
  for (let trial = 0; trial < trials; trial++) {
    const { interval } = pairedChange(Array.from({ length: questions }, () => draw(random)));
    if (interval && interval[0] <= truth && truth <= interval[1]) held++;
  }
  return held / trials;
}

const leaves = (random: () => number, p: number) =>
  Array.from({ length: 9 }, () => random()).filter((one) => one < p).length / 9;

test.each([10, 30, 120])("pairedChange covers the true change of %i questions", (questions) => {
  const cases: Record<string, [(random: () => number) => readonly [number, number], number]> = {
    "rare flips": [
      (random) => {
        const at = random();
        return at < 0.04 ? [0, 1] : at < 0.05 ? [1, 0] : [1, 1];
      },
      0.03,
    ],
    "many flips": [
      (random) => {
        const at = random();
        return at < 0.35 ? [0, 1] : at < 0.5 ? [1, 0] : [0, 0];
      },
      0.2,
    ],
    "values of nine leaves, easy and hard questions": [
      (random) => {
        const ease = 0.8 * random();
        return [leaves(random, ease), leaves(random, ease + 0.1)];
      },
      0.1,
    ],
    "counts of pairs": [
      (random) => [
        random() < 0.5 ? 0 : Math.floor(6 * random()),
        random() < 0.4 ? 0 : Math.floor(6 * random()),
      ],
      0.25,
    ],
  };
  for (const [name, [draw, truth]] of Object.entries(cases))
    expect(coverage(questions, draw, truth), name).toBeGreaterThan(0.935);
});
