import { expect, test } from "vitest";
import { creditFigures, isBehind } from "../../../components/run/credit-figures.ts";
import type { RunCredit } from "../../../lib/http/wire/credit.ts";
import type { Run } from "../../../lib/http/wire/runs.ts";

const role = (pairs: number, expected: number, reversed: number) => ({
  pairs,
  expected: { pairs: expected, deviation: 1, standardError: 0 },
  reversed,
});
const run = {
  roles: [
    { name: "first", letter: "F", title: "First" },
    { name: "second", letter: "S", title: "Second" },
  ],
} as unknown as Run;
const credit = {
  threshold: 0.5,
  trees: 9,
  roles: { first: role(100, 111, 31), second: role(100, 62, 20) },
  variances: [
    { role: null, share: 0.2 },
    { role: "first", share: 0.1 },
    { role: "second", share: 0.7 },
  ],
} as unknown as RunCredit;

test("creditFigures(run, credit) says in words what chance alone gives, never more than all pairs", () => {
  expect(creditFigures(run, credit)).toBe(
    "chance alone gives F all, S 62 % · reversed F 31 %, S 20 % · second decides 70 %",
  );
  expect(creditFigures(run, undefined)).toBe("");
});

test("isBehind(credit, shown) until the credit of the threshold that is shown has come", () => {
  expect([isBehind(credit, 0.5), isBehind(credit, 0.6), isBehind(undefined, 0.6)]).toEqual([
    false,
    true,
    false,
  ]);
});
