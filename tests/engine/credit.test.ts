import fc from "fast-check";
import { expect, test } from "vitest";
import { creditTree } from "../../lib/engine/credit.ts";
import { decimalFraction, formatFraction, fraction, type Fraction } from "../../lib/core/fraction.ts";
import type { Verdict } from "../../lib/core/tree.ts";
import { protocolOf } from "../../lib/protocols/registry.ts";
import { anyFullTree, maltConfig, recordOf } from "../support/arbitrary-tree.ts";

/** One right and one half right verifier, then a wrong one and one below which a part failed. */
const record = recordOf([
  ["cc", "ci"],
  ["ii", "ux"],
]);

/** The tree's credit with this verdict of its first generator; leaf 1.2.1 carries an override. */
function creditOf(threshold: number, first: Verdict | null = null) {
  const nodes = record.nodes.map((node) => ({
    ...node,
    verdict: node.path === "1" ? first : node.path === "2" ? ("correct" as const) : node.verdict,
    isOverridden: node.path === "1.2.1",
  }));
  const policy = {
    unknownLeaves: "incorrect",
    incomplete: "exclude",
    threshold: decimalFraction(threshold),
  } as const;
  return creditTree(
    { nodes, failed: record.failed },
    { ...policy, protocol: protocolOf("malt"), protocolConfig: maltConfig(2, 2, 2) },
  );
}

const show = (value: Fraction | null | undefined): string | null => (value ? formatFraction(value) : null);

test("creditTree(tree) sums up what lists and totals show", () => {
  const credit = creditOf(0.5);
  expect(credit).toMatchObject({ leaves: 7, correctLeaves: 3, unknownLeaves: 1, overrides: 1 });
  expect(credit.value).toEqual(fraction(3, 8));
  expect(credit.roles).toEqual({
    generator: { nodes: 2, correct: 1, unknown: 0, positives: 1, pairs: 0 },
    verifier: { nodes: 4, correct: 0, unknown: 0, positives: 1, pairs: 1 },
    refiner: { nodes: 7, correct: 3, unknown: 1, positives: 3, pairs: 1 },
  });
  expect(credit.roleValues["verifier"]?.map(show)).toEqual(["1", "1/2", "0", "0"]);
  expect(credit.pairs.map(({ chosen, rejected }) => [chosen, rejected])).toEqual([
    ["1.1", "1.2"],
    ["1.2.1", "1.2.2"],
  ]);
  const incomplete = credit.nodes.filter(({ isIncomplete }) => isIncomplete);
  expect(incomplete.map(({ path, label }) => [path, label])).toEqual([
    ["2", null],
    ["2.2", null],
  ]);
});

test.each<[Verdict | null, number, number]>([
  ["incorrect", 0.5, 1],
  ["correct", 0.5, 0],
  ["correct", 0.75, 1],
  ["incorrect", 0.75, 0],
  ["unknown", 0.5, 0],
  // At 1 even right leaves are negative: that is the threshold's doing, no disagreement.
  [null, 1, 0],
])(
  "creditTree: a first answer judged %s at the threshold %s makes %s disagreements",
  (verdict, threshold, disagreements) => {
    expect(creditOf(threshold, verdict).disagreements).toBe(disagreements);
  },
);

test("creditTree(tree).value is the mean over the first row, not over what stands below", () => {
  const { nodes, failed } = recordOf([
    ["cc", "uu"],
    ["ii", "ii"],
  ]);
  const credit = creditTree(
    { nodes: nodes.map((node) => ({ ...node, isOverridden: false })), failed },
    {
      protocol: protocolOf("malt"),
      protocolConfig: maltConfig(2, 2, 2),
      threshold: fraction(1, 2),
      unknownLeaves: "exclude",
      incomplete: "exclude",
    },
  );
  expect(credit.value).toEqual(fraction(1, 2));
});

test("creditTree(any full tree): its value is the share of right leaves, and each node's credit stands at its path", () => {
  fc.assert(
    fc.property(anyFullTree(), ({ record: any, verdicts, config }) => {
      const nodes = any.nodes.map((node) => ({ ...node, isOverridden: false }));
      const credit = creditTree(
        { nodes: nodes.toReversed(), failed: [] },
        {
          protocol: protocolOf("malt"),
          protocolConfig: config,
          threshold: fraction(1, 2),
          unknownLeaves: "incorrect",
          incomplete: "exclude",
        },
      );
      const letters = verdicts.flat().join("");
      const right = [...letters].filter((letter) => letter === "c").length;
      expect(credit.value).toEqual(fraction(right, letters.length));
      expect(credit.nodes.map(({ path }) => path).toSorted()).toEqual(
        any.nodes.map(({ path }) => path).toSorted(),
      );
      expect(credit.roleValues["refiner"]?.map(show)).toEqual(
        [...letters].map((letter) => (letter === "c" ? "1" : "0")),
      );
    }),
  );
});
