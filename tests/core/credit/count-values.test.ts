import fc from "fast-check";
import { expect, test } from "vitest";
import { countValues } from "../../../lib/core/credit/count-values.ts";
import { readValueParts } from "../../../lib/core/credit/value-parts.ts";
import { compare, fraction } from "../../../lib/core/fraction.ts";
import { writeValueLine } from "../../../lib/core/value-line.ts";
import { malt } from "../../../lib/protocols/malt/index.ts";
import { recordOf } from "../../support/arbitrary-tree.ts";

const anyVerdicts = fc.array(
  fc.array(
    fc.array(fc.constantFrom("c", "i", "u", "x"), { minLength: 1, maxLength: 4 }).map((row) => row.join("")),
    { minLength: 1, maxLength: 3 },
  ),
  { minLength: 1, maxLength: 3 },
);
const anyThreshold = fc
  .tuple(fc.nat(24), fc.constantFrom(1, 2, 3, 4, 9, 10, 24))
  .map(([top, bottom]) => fraction(Math.min(top, bottom), bottom));

test("countValues gives the nodes, positives and pairs of every role under any threshold that the protocol gives", () => {
  fc.assert(
    fc.property(
      fc.array(anyVerdicts, { minLength: 1, maxLength: 4 }),
      anyThreshold,
      fc.constantFrom("incorrect" as const, "exclude" as const),
      fc.constantFrom("exclude" as const, "include" as const),
      (trees, threshold, unknownLeaves, incomplete) => {
        const records = trees.map(recordOf);
        const shown = records.map((record) => {
          const values = malt.values(record, null, { unknownLeaves });
          const labels = malt.labels(values, { threshold, incomplete });
          const line = writeValueLine(
            record.nodes.map(({ path }) => ({ path, value: values.get(path)?.value ?? null })),
            record.failed,
          );
          return { record, values, labels, line, pairs: malt.pairs(record, values, labels) };
        });
        const levels = countValues(
          shown.map(({ line }) => line),
          incomplete,
        );
        for (const [at, role] of ["generator", "verifier", "refiner"].entries()) {
          const bins = levels[at] ?? [];
          const own = shown.flatMap(({ record, values }) =>
            record.nodes
              .filter((node) => node.role === role)
              .flatMap(({ path }) => values.get(path)?.value ?? []),
          );
          const fractions = bins.map(({ numerator, denominator }) => fraction(numerator, denominator));
          expect(fractions.every((value, i) => i === 0 || compare(fractions[i - 1]!, value) < 0)).toBe(true);
          expect(bins.map(({ count }) => count)).toEqual(
            fractions.map((value) => own.filter((one) => compare(one, value) === 0).length),
          );
          expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(own.length);
          const below = bins.filter((_, i) => compare(fractions[i]!, threshold) <= 0).at(-1);
          expect(below?.pairs ?? 0).toBe(
            shown.flatMap(({ pairs }) => pairs).filter((pair) => pair.role === role).length,
          );
        }
      },
    ),
  );
});

test("countValues(a growing tree) leaves out what has no value yet and what has not come", () => {
  expect(countValues(["-(1/3(1,0,0),,x),1"], "exclude")).toEqual([
    [{ numerator: 1, denominator: 1, count: 1, pairs: 0 }],
    [{ numerator: 1, denominator: 3, count: 1, pairs: 0 }],
    [
      { numerator: 0, denominator: 1, count: 2, pairs: 2 },
      { numerator: 1, denominator: 1, count: 1, pairs: 0 },
    ],
  ]);
});

test("readValueParts(no value line) throws RangeError", () => {
  for (const line of ["c(i)", "1/3.5", "1(q)"]) expect(() => readValueParts(line), line).toThrow(RangeError);
});
