import fc from "fast-check";
import { expect, test } from "vitest";
import { isWithin, moveInTree, visiblePaths } from "../../../components/tree/move-in-tree.ts";
import { comparePaths } from "../../../lib/core/path.ts";
import { anyPaths } from "../../draw/any-paths.ts";

const paths = ["1", "1.1", "1.2", "2", "2.1", "2.2"];

test("moveInTree goes to the parent, the first child and, within a column, on to cousins", () => {
  expect(moveInTree(paths, "1.2", "parent")).toBe("1");
  expect(moveInTree(paths, "1", "parent")).toBe("");
  expect(moveInTree(paths, "", "child")).toBe("1");
  expect(moveInTree(paths, "2", "child")).toBe("2.1");
  expect(moveInTree(paths, "1.2", "next")).toBe("2.1");
  expect(moveInTree(paths, "2.1", "previous")).toBe("1.2");
  expect(moveInTree(paths, "1.1", "last")).toBe("2.2");
  expect(moveInTree(paths, "1.1", "first")).toBe("");
});

test("moveInTree never leaves the visible nodes, and next undoes previous", () => {
  const moves = fc.array(fc.constantFrom("parent", "child", "next", "previous", "first", "last"), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(anyPaths(), moves, (list, keys) => {
      const visible = list.toSorted(comparePaths);
      let at = "";
      for (const key of keys) {
        const next = moveInTree(visible, at, key);
        expect(next === "" || visible.includes(next)).toBe(true);
        if (key === "next" && next !== at) expect(moveInTree(visible, next, "previous")).toBe(at);
        at = next;
      }
    }),
  );
});

test("visiblePaths hides what is below a fold, and only that", () => {
  expect(visiblePaths(paths, new Set(["1"]))).toEqual(["1", "2", "2.1", "2.2"]);
  expect(visiblePaths(paths, new Set())).toEqual(paths);
  expect(visiblePaths(paths, new Set([""]))).toEqual([]);
});

test("visiblePaths keeps to a root, whose own fold hides all else and folds above it nothing", () => {
  expect(visiblePaths(paths, new Set(), "2")).toEqual(["2", "2.1", "2.2"]);
  expect(visiblePaths(paths, new Set(["2"]), "2")).toEqual(["2"]);
  expect(visiblePaths(paths, new Set(["", "1"]), "2")).toEqual(["2", "2.1", "2.2"]);
});

test("isWithin takes a path for itself and below, never for a longer number", () => {
  expect(["1", "1.2", "1.2.3", "10", "1.20", ""].map((path) => isWithin(path, "1"))).toEqual([
    true,
    true,
    true,
    false,
    true,
    false,
  ]);
  expect(isWithin("10", "")).toBe(true);
});
