import { expect, test } from "vitest";
import { explainBelow, explainCredit, rootValue } from "../../../components/tree/explain-credit.ts";
import { indexTree } from "../../../components/tree/index-tree.ts";
import { aLeaf, aNode, aTree } from "./a-tree.ts";

const third = {
  value: 1 / 3,
  valueNumerator: 1,
  valueDenominator: 3,
  leaves: 3,
  correctLeaves: 1,
  label: "negative" as const,
};
const threeLeaves = [aLeaf("1.1", true), aLeaf("1.2", false), aLeaf("1.3", false)];

test("explainCredit says a mean in words, from the leaf up to the question", () => {
  const index = indexTree(aTree([aNode("1", third), ...threeLeaves]));
  const steps = explainCredit(index, "1.1");
  expect(steps.map((step) => step.path)).toEqual(["1.1", "1", ""]);
  expect(steps[0]?.words).toBe("the judge says correct: 1, above 0.5 → positive");
  expect(steps[1]?.words).toBe("mean of 1, 0, 0 = 1 ÷ 3 = 1/3, not above 0.5 → negative");
  expect(steps[1]?.children.map((child) => [child.name, child.isOnPath])).toEqual([
    ["C1", true],
    ["C2", false],
    ["C3", false],
  ]);
  expect(steps[2]).toMatchObject({ name: "Question", valueText: "1/3", words: "mean of 1/3 = 1/3" });
});

test("explainCredit tells an unknown leaf's part in the mean by the run's policy, and an override from the judge", () => {
  const unknown = aLeaf("1.1", false, { verdict: "unknown" });
  const words = (policy: "incorrect" | "exclude", leaf = unknown) =>
    explainCredit(indexTree(aTree([aNode("1"), leaf], { unknownLeaves: policy })), "1.1")[0]?.words;
  expect(words("incorrect")).toBe("the judge says unknown: counts as 0, not above 0.5 → negative");
  expect(
    words("exclude", { ...unknown, value: null, valueNumerator: null, valueDenominator: null, label: null }),
  ).toBe("the judge says unknown: left out of the mean");
  const override = { verdict: "correct" as const, author: null, reason: null, at: "2026-01-01T00:00:00Z" };
  expect(words("incorrect", aLeaf("1.1", true, { verdict: "incorrect", override }))).toBe(
    "a person says correct: 1, above 0.5 → positive",
  );
});

test("explainCredit says which children are left out of an incomplete mean", () => {
  const parent = aNode("1", {
    value: 0.5,
    valueNumerator: 1,
    valueDenominator: 2,
    leaves: 2,
    correctLeaves: 1,
    incomplete: true,
  });
  const failed = [
    {
      path: "1.3",
      role: "closer",
      code: "endpoint_failed",
      message: "gone",
      attempts: 5,
      at: "2026-01-01T00:00:00Z",
    },
  ];
  const index = indexTree(
    aTree([parent, aLeaf("1.1", true), aLeaf("1.2", false)], { failed, status: "failed" }),
  );
  expect(explainCredit(index, "1")[0]?.words).toBe(
    "mean of 1, 0 (1 failed and left out) = 1 ÷ 2 = 1/2, no label: incomplete",
  );
  expect(explainCredit(index, "1.3")[0]?.words).toBe("failed for good: no node, no value");
});

test("rootValue is over the leaves in an even tree and null while a first node is missing", () => {
  const even = aTree([
    aNode("1", third),
    ...threeLeaves,
    aNode("2", { ...third, value: 0, valueNumerator: 0, valueDenominator: 1, correctLeaves: 0 }),
  ]);
  expect(rootValue(indexTree(even)).text).toBe("1/6");
  expect(rootValue(indexTree({ ...even, inFlight: ["3"] })).text).toBeNull();
});

test("explainCredit gives a parent an interval that single leaves do not have", () => {
  const steps = explainCredit(indexTree(aTree([aNode("1", third), ...threeLeaves])), "1.1");
  expect(
    steps.map(({ interval }) => interval && [interval.groups, Math.round(interval.effectiveLeaves)]),
  ).toEqual([null, [3, 3], null]);
});

test("explainBelow goes through all that has children, in path order, without the node itself", () => {
  const index = indexTree(aTree([aNode("1", third), ...threeLeaves, aNode("2", third), aLeaf("2.1", true)]));
  expect(explainBelow(index, "").map(({ path }) => path)).toEqual(["1", "2"]);
  expect(explainBelow(index, "1")).toEqual([]);
});
