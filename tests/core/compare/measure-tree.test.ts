import fc from "fast-check";
import { expect, test } from "vitest";
import { createTreeMeasure } from "../../../lib/core/compare/measure-tree.ts";
import { writeTreeLine } from "../../../lib/core/credit/tree-line.ts";
import { decimalFraction } from "../../../lib/core/fraction.ts";
import { malt } from "../../../lib/protocols/malt/index.ts";
import { anyFullTree } from "../../support/arbitrary-tree.ts";

const half = { numerator: 1, denominator: 2 };
const measure = (line: string, threshold = half) =>
  createTreeMeasure({
    depth: 3,
    ownDepth: 1,
    policy: { unknownLeaves: "incorrect", incomplete: "exclude", threshold },
  })(line);

test("createTreeMeasure(shape)(line) counts the pairs and mixed groups that the protocol finds", () => {
  fc.assert(
    fc.property(
      anyFullTree(),
      fc.constantFrom("incorrect" as const, "exclude" as const),
      fc.integer({ min: 0, max: 4 }),
      ({ record }, unknownLeaves, quarters) => {
        const line = writeTreeLine(
          record.nodes.map(({ path, verdict }) => ({ path, verdict, isTruncated: false })),
          [],
        );
        const found = createTreeMeasure({
          depth: 3,
          ownDepth: 1,
          policy: {
            unknownLeaves,
            incomplete: "exclude",
            threshold: { numerator: quarters, denominator: 4 },
          },
        })(line);
        const values = malt.values(record, null, { unknownLeaves });
        const labels = malt.labels(values, {
          incomplete: "exclude",
          threshold: decimalFraction(quarters / 4),
        });
        const pairs = malt.pairs(record, values, labels);
        for (const { name, depth } of malt.roles) {
          const own = pairs.filter(({ role }) => role === name);
          const parents = (paths: readonly string[]) =>
            new Set(paths.map((path) => path.split(".").slice(0, -1).join("."))).size;
          expect(found.levels[depth - 1]).toEqual({
            pairs: own.length,
            groups: parents(record.nodes.filter(({ role }) => role === name).map(({ path }) => path)),
            mixed: parents(own.map(({ chosen }) => chosen)),
          });
        }
        const first = record.nodes
          .filter(({ role }) => role === "generator")
          .flatMap(({ path }) => values.get(path)?.value ?? []);
        const mean =
          first.reduce(
            (sum, { numerator, denominator }) => sum + Number(numerator) / Number(denominator),
            0,
          ) / first.length;
        if (first.length === 0) expect(found.value).toBeNull();
        else expect(found.value).toBeCloseTo(mean, 12);
      },
    ),
    { numRuns: 100 },
  );
});

test("createTreeMeasure(shape)(line) reads own answers at their depth, and no unknown one as right", () => {
  expect(measure("c(-(ci))i(-(ci))u(-(ci))").own).toBe(1 / 3);
  expect(measure("-(-(ci))").own).toBeNull();
});

test("createTreeMeasure(shape)(line) compares with the threshold strictly and exactly", () => {
  const sixths = "c(-(c)-(i)-(c)-(i)-(c)-(i))";
  expect(measure(sixths)).toMatchObject({ value: 0.5, isAbove: false, isMajorityRight: false });
  expect(measure("c(-(cci)-(cii))")).toMatchObject({ isAbove: false });
  expect(measure("c(-(cci)-(cci))")).toMatchObject({ isAbove: true, isMajorityRight: true });
  expect(measure("c(-(cci))", { numerator: 2, denominator: 3 }).isAbove).toBe(false);
});
