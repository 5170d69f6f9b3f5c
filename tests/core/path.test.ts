import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ancestorPaths,
  childPath,
  comparePaths,
  depthOf,
  isPath,
  ordinalOf,
  ordinalsOf,
  parentPath,
} from "../../lib/core/path.ts";

const anyPath = () =>
  fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 5 }).map((parts) => parts.join("."));

test("a path is its parent's child of its own ordinal, one deeper", () => {
  fc.assert(
    fc.property(anyPath(), (path) => {
      expect(childPath(parentPath(path), ordinalOf(path))).toBe(path);
      expect(depthOf(path)).toBe(depthOf(parentPath(path)) + 1);
      expect(isPath(path)).toBe(true);
    }),
  );
});

test("comparePaths orders as a depth-first walk: parents first, ordinals as numbers", () => {
  expect(["2", "1.10", "1", "1.2.3", "1.2", "10"].sort(comparePaths)).toEqual([
    "1",
    "1.2",
    "1.2.3",
    "1.10",
    "2",
    "10",
  ]);
});

test("comparePaths agrees with a comparison of texts whose ordinals are all as long", () => {
  const wide = (path: string) =>
    path
      .split(".")
      .map((part) => part.padStart(6, "0"))
      .join(".");
  const place = fc.oneof(anyPath(), fc.constant(""));
  fc.assert(
    fc.property(place, place, (a, b) => {
      const expected = a === b ? 0 : a === "" || (b !== "" && wide(a) < wide(b)) ? -1 : 1;
      expect(Math.sign(comparePaths(a, b))).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

test("ancestorPaths lists from depth 1 to the parent", () => {
  expect(ancestorPaths("2.1.3")).toEqual(["2", "2.1"]);
  expect(ancestorPaths("2")).toEqual([]);
});

test("what is not a path is refused", () => {
  for (const bad of ["0", "1..2", "a", "1.", ".1", "01", "-1"]) {
    expect(isPath(bad)).toBe(false);
    expect(() => ordinalsOf(bad)).toThrow(RangeError);
  }
});
