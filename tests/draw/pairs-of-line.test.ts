import { expect, test } from "vitest";
import { pairsOfLine } from "../../lib/draw/pairs-of-line.ts";

test("pairsOfLine(line) counts the pairs of all roles together under any threshold, strictly above it", () => {
  // Answers worth 3/4 and 1/4 above checks worth 1, 1/2 and 1/2, 0.
  const pairsAt = pairsOfLine("3/4(1(1,1),1/2(1,0)),1/4(1/2(0,1),0(0,0))", "exclude");
  expect([0, 0.25, 0.5, 0.75, 1].map(pairsAt)).toEqual([3, 4, 4, 3, 0]);
});

test("pairsOfLine(line, incomplete) leaves nodes above a failed part out unless they are included", () => {
  const line = "1(1,x),0(0,0)";
  expect(pairsOfLine(line, "exclude")(0.5)).toBe(0);
  expect(pairsOfLine(line, "include")(0.5)).toBe(1);
});
