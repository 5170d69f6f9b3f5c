import { expect, test } from "vitest";
import { formatChange, formatMeasure, headline, isSure } from "../../../components/compare/measure-words.ts";
import type { ComparedMeasure } from "../../../lib/http/wire/compare.ts";

const measureOf = (change: number, low: number | null, high: number | null): ComparedMeasure => ({
  key: "value",
  role: null,
  questions: 56,
  a: 0.5,
  b: 0.5 + change,
  change,
  low,
  high,
});

test("formatMeasure and formatChange tell shares in percent and points, pairs as counts", () => {
  expect([formatMeasure("value", 0.6234), formatMeasure("pairs", 4.213)]).toEqual(["62.3 %", "4.21"]);
  expect([0.042, -0.042, 0, -0.0001].map((change) => formatChange("value", change))).toEqual([
    "+4.2",
    "−4.2",
    "0.0",
    "0.0",
  ]);
  expect([formatChange("pairs", 0.5), formatChange("pairs", null)]).toEqual(["+0.50", "–"]);
});

test("headline names the better run only where the interval leaves 0 out", () => {
  expect(headline(measureOf(0.042, 0.011, 0.073))).toBe(
    "B is better by 4.2 points of leaf value over 56 questions (95 % interval +1.1 to +7.3).",
  );
  expect(headline(measureOf(-0.042, -0.073, -0.011))).toMatch(/^A is better by 4\.2 points/);
  expect(headline(measureOf(0.01, -0.02, 0.04))).toMatch(/do not tell A and B apart/);
  expect(headline(measureOf(0.01, null, null))).toMatch(/too few for an interval/);
  expect(isSure(measureOf(0.01, 0, 0.02))).toBe(false);
});
