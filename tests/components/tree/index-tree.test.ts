import { expect, test } from "vitest";
import { drawNode } from "../../../components/tree/draw-node.ts";
import { formatValue } from "../../../components/tree/format-value.ts";
import { indexTree, nameOf } from "../../../components/tree/index-tree.ts";
import { initialFolds } from "../../../components/tree/initial-folds.ts";
import { layOutTree } from "../../../lib/draw/layout-tree.ts";
import { aLeaf, aNode, aTree } from "./a-tree.ts";

test("indexTree holds nodes, slots asked for and failed parts in path order, named by letter and ordinal", () => {
  const failed = [
    { path: "1.10", role: "closer", code: "x", message: "gone", attempts: 1, at: "2026-01-01T00:00:00Z" },
  ];
  const index = indexTree(aTree([aNode("1"), aLeaf("1.2", true)], { failed, inFlight: ["2"] }));
  expect(index.paths).toEqual(["1", "1.2", "1.10", "2"]);
  expect(
    index.paths.map((path) => `${nameOf(index.places.get(path))} ${index.places.get(path)?.kind}`),
  ).toEqual(["A1 node", "C2 node", "C10 failed", "A2 asked"]);
});

test("formatValue prints over the leaves only where that is the value", () => {
  const value = { valueNumerator: 1, valueDenominator: 3, leaves: 9, correctLeaves: 3, incomplete: false };
  expect(formatValue(value)).toBe("3/9");
  expect(formatValue({ ...value, valueNumerator: 2, valueDenominator: 3, leaves: 4, correctLeaves: 2 })).toBe(
    "2/3",
  );
  expect(formatValue({ ...value, incomplete: true })).toBe("1/3");
  expect(formatValue({ ...value, leaves: 1, correctLeaves: 1, valueNumerator: 1, valueDenominator: 1 })).toBe(
    "1",
  );
  expect(formatValue({ ...value, valueNumerator: null, valueDenominator: null })).toBeNull();
});

test("drawNode says in its label what colour and shape show", () => {
  const index = indexTree(
    aTree([
      aNode("1", {
        value: 0.5,
        valueNumerator: 1,
        valueDenominator: 2,
        leaves: 2,
        correctLeaves: 1,
        label: "negative",
      }),
      aLeaf("1.1", true),
      aLeaf("1.2", false, { verdict: "unknown" }),
    ]),
  );
  const drawn = new Map(
    layOutTree(index.paths).nodes.map((placed) => [placed.path, drawNode(index, placed)]),
  );
  expect(drawn.get("1")).toMatchObject({
    shape: "negative",
    stop: 9,
    label: "A1 1/2 1 pair, negative",
    isExpanded: true,
  });
  expect(drawn.get("1.2")).toMatchObject({
    shape: "unknown",
    stop: null,
    answer: "no answer",
    label: "C2 no answer, unknown, value 0",
  });
});

test("initialFolds leaves a small tree open and shuts groups of equal leaves in a large one", () => {
  const group = (parent: number, isMixed: boolean) => [
    aNode(String(parent)),
    ...Array.from({ length: 10 }, (_, at) => aLeaf(`${parent}.${at + 1}`, isMixed && at === 0)),
  ];
  const small = aTree(group(1, false));
  const large = aTree(Array.from({ length: 12 }, (_, at) => group(at + 1, at === 0)).flat());
  expect(initialFolds(indexTree(small)).size).toBe(0);
  const folds = initialFolds(indexTree(large));
  expect(folds.has("1")).toBe(false);
  expect(folds.size).toBe(11);
});

test("drawNode shows the stored value beside a supposed one, and only where they differ", () => {
  const stored = indexTree(aTree([aNode("1"), aLeaf("1.1", true), aLeaf("1.2", true)]));
  const tree = aTree([aNode("1"), aLeaf("1.1", false), aLeaf("1.2", true)]);
  const index = indexTree(tree, { stored, backup: "mean", turned: new Set(["1.1"]) });
  const drawn = new Map(layOutTree(index.paths).nodes.map((node) => [node.path, drawNode(index, node)]));
  expect(drawn.get("1.1")).toMatchObject({ value: "0", was: "1", isTurned: true });
  expect(drawn.get("1.1")?.label).toContain("now 1");
  expect(drawn.get("1.2")).toMatchObject({ value: "1", was: null, isTurned: false });
});

test("drawNode takes what has no value for unfinished only while the tree grows", () => {
  const failed = [
    { path: "1.1", role: "closer", code: "x", message: "gone", attempts: 1, at: "2026-01-01T00:00:00Z" },
  ];
  const shapeUnder = (status: "growing" | "failed") => {
    const index = indexTree(aTree([aNode("1", { incomplete: true })], { failed, status }));
    const placed = layOutTree(index.paths).nodes.find(({ path }) => path === "1")!;
    return drawNode(index, placed).shape;
  };
  expect([shapeUnder("growing"), shapeUnder("failed")]).toEqual(["open", "unlabelled"]);
});
