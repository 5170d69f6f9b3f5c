import fc from "fast-check";
import { expect, test } from "vitest";
import { countAtThreshold } from "../../lib/draw/count-at-threshold.ts";
import { countSiblingPairs } from "../../lib/draw/count-sibling-pairs.ts";
import { fitBox } from "../../lib/draw/fit-box.ts";
import { gatherBins } from "../../lib/draw/gather-bins.ts";
import { anyPaths } from "./any-paths.ts";

test("countSiblingPairs agrees with listing every two siblings of one parent", () => {
  const labels = fc.infiniteStream(fc.constantFrom("positive", "negative", null));
  fc.assert(
    fc.property(anyPaths(), labels, (paths, stream) => {
      const nodes = paths.map((path) => ({ path, label: stream.next().value ?? null }));
      const parent = (path: string): string => path.split(".").slice(0, -1).join(".");
      const pairs = nodes.flatMap((a) =>
        nodes
          .filter(
            (b) => a.label === "positive" && b.label === "negative" && parent(a.path) === parent(b.path),
          )
          .map((b) => [a.path, b.path]),
      );
      const { own, among } = countSiblingPairs(nodes);
      for (const { path } of nodes)
        expect(own.get(path)).toBe(pairs.filter((pair) => pair.includes(path)).length);
      expect([...among.values()].reduce((sum, count) => sum + count, 0)).toBe(pairs.length);
    }),
  );
});

test("countAtThreshold takes the threshold as the decimal written: 3/5 is not above 0.6", () => {
  const bins = [
    { numerator: 3, denominator: 5, count: 7, pairs: 4 },
    { numerator: 2, denominator: 3, count: 2, pairs: 0 },
  ];
  expect(countAtThreshold(bins, 0.6)).toEqual({ positive: 2, all: 9, pairs: 4, tied: 7 });
  expect(countAtThreshold(bins, 0.599999)).toEqual({ positive: 9, all: 9, pairs: 0, tied: 0 });
  expect(countAtThreshold(bins, 1)).toEqual({ positive: 0, all: 9, pairs: 0, tied: 0 });
});

test("gatherBins keeps few values apart and counts every node of many", () => {
  const few = gatherBins([
    { numerator: 0, denominator: 1, count: 2 },
    { numerator: 1, denominator: 3, count: 1 },
  ]);
  expect(few.map((bar) => bar.text)).toEqual(["0", "1/3"]);
  const ninths = gatherBins([
    { numerator: 1, denominator: 3, count: 1 },
    { numerator: 4, denominator: 9, count: 1 },
  ]);
  expect(ninths.map((bar) => bar.text)).toEqual(["3/9", "4/9"]);
  const many = Array.from({ length: 101 }, (_, index) => ({
    numerator: index,
    denominator: 100,
    count: index,
  }));
  const bars = gatherBins(many, 10);
  expect(bars).toHaveLength(10);
  expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(5050);
  expect(bars.at(-1)?.to).toBe(1);
});

test("fitBox shows all of a box in the middle of any view", () => {
  const side = fc.integer({ min: 30, max: 20_000 });
  fc.assert(
    fc.property(side, side, side, side, (width, height, viewWidth, viewHeight) => {
      const { scale, x, y } = fitBox({ width, height }, { width: viewWidth, height: viewHeight });
      expect(scale).toBeGreaterThan(0);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x + width * scale).toBeLessThanOrEqual(viewWidth + 1e-6);
      expect(y + height * scale).toBeLessThanOrEqual(viewHeight + 1e-6);
    }),
  );
});
