import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../../../lib/core/create-random.ts";
import type { CreditPolicy } from "../../../lib/core/credit/label-siblings.ts";
import { gatherLines } from "../../../lib/core/credit/gather-lines.ts";
import { creditStatistics } from "../../../lib/core/credit/credit-statistics.ts";
import { type Part, readParts } from "../../../lib/core/credit/part.ts";
import { writeTreeLine } from "../../../lib/core/credit/tree-line.ts";
import { decimalFraction } from "../../../lib/core/fraction.ts";
import type { TreeRecord } from "../../../lib/core/tree.ts";
import { malt } from "../../../lib/protocols/malt/index.ts";
import { recordOf } from "../../support/arbitrary-tree.ts";

const lineOf = ({ nodes, failed }: TreeRecord) =>
  writeTreeLine(
    nodes.map(({ path, verdict }) => ({ path, verdict, isTruncated: false })),
    failed,
  );

/** Uneven trees with failed leaves and a verdict of each generator's own. */
const anyTree = () =>
  fc
    .array(
      fc.array(fc.array(fc.constantFrom("c", "c", "i", "i", "u", "x"), { minLength: 1, maxLength: 4 }), {
        minLength: 1,
        maxLength: 3,
      }),
      { minLength: 1, maxLength: 4 },
    )
    .chain((verdicts) => {
      const record = recordOf(verdicts.map((row) => row.map((leaves) => leaves.join(""))));
      return fc
        .array(fc.constantFrom("correct", "incorrect", "unknown" as const), {
          minLength: verdicts.length,
          maxLength: verdicts.length,
        })
        .map((own) => ({
          ...record,
          nodes: record.nodes.map((node) =>
            node.role === "generator" ? { ...node, verdict: own[Number(node.path) - 1] ?? null } : node,
          ),
        }));
    });
const anyPolicy = fc.record({
  unknownLeaves: fc.constantFrom("incorrect" as const, "exclude" as const),
  incomplete: fc.constantFrom("exclude" as const, "include" as const),
});

const statisticsOf = (lines: readonly string[], policy: CreditPolicy) =>
  creditStatistics(gatherLines(lines, 3, policy.unknownLeaves), 3, policy);

test("readParts(line) values each node as the protocol does", () => {
  fc.assert(
    fc.property(anyTree(), anyPolicy, (tree, { unknownLeaves }) => {
      const values = malt.values(tree, null, { unknownLeaves });
      const visit = (parts: readonly Part[], paths: readonly string[]): void => {
        const own = tree.nodes.map(({ path }) => path).filter((path) => paths.includes(path));
        for (const [at, part] of parts.entries()) {
          const { value, isIncomplete } = values.get(own[at]!)!;
          expect([part.numerator, part.denominator]).toEqual(
            value ? [Number(value.numerator), Number(value.denominator)] : [0, 0],
          );
          expect(part.isIncomplete).toBe(isIncomplete);
          visit(
            part.children,
            tree.nodes
              .map(({ path }) => path)
              .filter(
                (path) =>
                  path.startsWith(`${own[at]}.`) && path.split(".").length === own[at]!.split(".").length + 1,
              ),
          );
        }
      };
      visit(readParts(lineOf(tree), 3, unknownLeaves), ["1", "2", "3", "4"]);
    }),
    { numRuns: 60 },
  );
});

test("creditStatistics(lines) counts the pairs, positives and margins that the protocol finds, in any order", () => {
  fc.assert(
    fc.property(fc.array(anyTree(), { minLength: 1, maxLength: 5 }), anyPolicy, (trees, policy) => {
      const threshold = { numerator: 1, denominator: 2 };
      const lines = [...trees, trees[0]!].map(lineOf);
      const found = statisticsOf(lines, { ...policy, threshold });
      const credited = [...trees, trees[0]!].map((tree) => {
        const values = malt.values(tree, null, policy);
        const labels = malt.labels(values, { ...policy, threshold: decimalFraction("0.5") });
        return { tree, labels, pairs: malt.pairs(tree, values, labels) };
      });
      for (const [at, role] of malt.roles.entries()) {
        const level = found.levels[at]!;
        const pairs = credited.flatMap((tree) => tree.pairs.filter((pair) => pair.role === role.name));
        expect(level.pairs).toBe(pairs.length);
        expect(level.positives).toBe(
          credited.flatMap(({ tree, labels }) =>
            tree.nodes.filter((node) => node.role === role.name && labels.get(node.path) === "positive"),
          ).length,
        );
        if (level.margins) {
          expect(level.margins.reduce((sum, margin) => sum + margin.pairs, 0)).toBe(pairs.length);
          for (const { margin, reversed, pairs: own } of level.margins) {
            expect(margin.numerator).toBeGreaterThan(0);
            expect(reversed).toBeLessThanOrEqual(own / 2 + 1e-6);
          }
        }
      }
      expect(
        statisticsOf(lines.toReversed(), { ...policy, threshold }).levels.map(({ pairs }) => pairs),
      ).toEqual(found.levels.map(({ pairs }) => pairs));
    }),
    { numRuns: 60 },
  );
});

test("creditStatistics(lines).corrections holds each leaf by its generator's verdict and its own", () => {
  const { corrections } = statisticsOf(["c(-(ci)-(iu))i(-(cc)-(cU))u(-(c))"], {
    unknownLeaves: "incorrect",
    incomplete: "exclude",
    threshold: { numerator: 1, denominator: 2 },
  });
  expect(corrections).toEqual({
    correct: { correct: 1, incorrect: 2, unknown: 1 },
    incorrect: { correct: 3, incorrect: 0, unknown: 1 },
    unknown: { correct: 1, incorrect: 0, unknown: 0 },
  });
});

test("readParts reads a text that was cut off as any other", () => {
  expect(readParts("C(+(ci)-(iU))", 3, "incorrect")).toEqual(readParts("c(-(ci)-(iu))", 3, "incorrect"));
});

test.each([
  { spread: [2, 1, 1], seed: 1 },
  { spread: [2, 0.5, 0.2], seed: 2 },
  { spread: [1, 0.3, 1.5], seed: 3 },
])(
  "creditStatistics(simulated trees $spread) is near the share of pairs that is reversed in truth",
  ({ spread, seed }) => {
    const random = createRandom(seed);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const truth = [
      { pairs: 0, reversed: 0 },
      { pairs: 0, reversed: 0 },
    ];
    const compareSiblings = (
      level: 0 | 1,
      siblings: readonly { real: number; right: number; all: number }[],
    ) => {
      for (const a of siblings)
        for (const b of siblings)
          if (2 * a.right > a.all && 2 * b.right <= b.all) {
            truth[level]!.pairs++;
            if (a.real < b.real) truth[level]!.reversed++;
          }
    };
    const lines = Array.from({ length: 3000 }, () => {
      const ease = 0.5 + spread[0]! * normal();
      const first = [1, 2, 3].map(() => {
        const real = ease + spread[1]! * normal();
        const second = [1, 2, 3].map(() => {
          const own = real + spread[2]! * normal();
          const leaves = [1, 2, 3].map(() => (random() < 1 / (1 + Math.exp(-own)) ? "c" : "i"));
          return {
            real: own,
            right: leaves.filter((leaf) => leaf === "c").length,
            all: 3,
            text: `-(${leaves.join("")})`,
          };
        });
        compareSiblings(1, second);
        const right = second.reduce((sum, one) => sum + one.right, 0);
        return { real, right, all: 9, text: `c(${second.map(({ text }) => text).join("")})` };
      });
      compareSiblings(0, first);
      return first.map(({ text }) => text).join("");
    });
    const { levels } = statisticsOf(lines, {
      unknownLeaves: "incorrect",
      incomplete: "exclude",
      threshold: { numerator: 1, denominator: 2 },
    });
    for (const at of [0, 1]) {
      const { pairs, margins } = levels[at]!;
      const estimated = margins!.reduce((sum, { reversed }) => sum + reversed, 0);
      expect(pairs).toBe(truth[at]!.pairs);
      expect(Math.abs(estimated - truth[at]!.reversed) / pairs).toBeLessThan(0.05);
    }
  },
);
