import fc from "fast-check";
import { expect, test } from "vitest";
import { compare, decimalFraction, fraction } from "../../lib/core/fraction.ts";
import { readableThresholds, snapThreshold } from "../../lib/draw/readable-thresholds.ts";

const upTo = (of: number) =>
  Array.from({ length: of + 1 }, (_, numerator) => ({ numerator, denominator: of }));

test("readableThresholds gives the shortest decimal of each gap, and 0.5 where it may", () => {
  expect(readableThresholds(upTo(9))).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
  expect(readableThresholds(upTo(3))).toEqual([0.2, 0.5, 0.8]);
  expect(readableThresholds(upTo(1))).toEqual([0.5]);
  expect(readableThresholds(upTo(2))).toEqual([0.3, 0.5]);
  expect(readableThresholds(upTo(4))).toEqual([0.1, 0.4, 0.5, 0.9]);
  expect(readableThresholds([])).toEqual([]);
});

const anyValues = fc.array(
  fc
    .tuple(fc.nat(30), fc.integer({ min: 1, max: 30 }))
    .map(([top, denominator]) => ({ numerator: Math.min(top, denominator), denominator })),
  { minLength: 1, maxLength: 12 },
);

test("readableThresholds: one a gap, and each tells the values apart as any threshold of the gap does", () => {
  fc.assert(
    fc.property(anyValues, (values) => {
      const stops = readableThresholds(values);
      const fractions = values.map(({ numerator, denominator }) => fraction(numerator, denominator));
      const above = (threshold: number): number =>
        fractions.filter((value) => compare(value, decimalFraction(threshold)) > 0).length;
      const distinct = new Set(values.map(({ numerator, denominator }) => numerator / denominator)).size;
      expect(stops).toHaveLength(distinct - 1);
      expect(new Set(stops.map(above)).size).toBe(stops.length);
      expect([...stops].sort((a, b) => a - b)).toEqual(stops);
    }),
  );
});

test("snapThreshold changes no label: what it gives parts the values as the place that was dragged to", () => {
  fc.assert(
    fc.property(anyValues, fc.double({ min: 0, max: 1, noNaN: true }), (values, dragged) => {
      const ratios = values.map(({ numerator, denominator }) => numerator / denominator);
      const [lowest, highest] = [Math.min(...ratios), Math.max(...ratios)];
      fc.pre(dragged >= lowest && dragged < highest);
      const snapped = snapThreshold(dragged, readableThresholds(values), values);
      expect(ratios.map((value) => value > snapped)).toEqual(ratios.map((value) => value > dragged));
    }),
  );
});
