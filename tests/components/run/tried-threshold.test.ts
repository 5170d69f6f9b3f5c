import { expect, test } from "vitest";
import { readThreshold, supposedAt } from "../../../components/run/tried-threshold.ts";
import { readSupposition } from "../../../lib/client/supposition-address.ts";

test("readThreshold takes what a run can have as its threshold, and nothing else", () => {
  expect(["0", "1", "0.5", ".25", "0.123456", "1.0"].map(readThreshold)).toEqual([
    0, 1, 0.5, 0.25, 0.123456, 1,
  ]);
  for (const text of ["", "half", "-0.5", "1.5", "0.1234567", "1e-3", "NaN"])
    expect(readThreshold(text)).toBeNull();
});

test("supposedAt says a threshold so that a tree's page reads it, from 0 to 1", () => {
  for (const threshold of [0, 0.5, 1])
    expect(readSupposition(supposedAt(threshold))).toEqual({ threshold, backup: "mean", turned: new Map() });
});
