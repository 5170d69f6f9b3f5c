import fc from "fast-check";
import { expect, test } from "vitest";
import { layOutIcicle } from "../../lib/draw/icicle.ts";
import { anyPaths, fullPaths } from "./any-paths.ts";

const size = { width: 300, height: 540 };

test("layOutIcicle gives each parent exactly the height of its children, in order, nothing outside", () => {
  fc.assert(
    fc.property(anyPaths(), (paths) => {
      const { cells } = layOutIcicle(paths, size);
      expect(cells).toHaveLength(paths.length + 1);
      for (const cell of cells) {
        const children = cells.filter((other) => other.parent === cell.path).toSorted((a, b) => a.y - b.y);
        let y = cell.y;
        for (const child of children) {
          expect(child.y).toBeCloseTo(y, 6);
          expect(child.x).toBeCloseTo(cell.x + cell.width, 6);
          y += child.height;
        }
        if (children.length > 0) expect(y).toBeCloseTo(cell.y + cell.height, 6);
        expect(cell.y + cell.height).toBeLessThanOrEqual(size.height + 1e-6);
        expect(cell.x + cell.width).toBeLessThanOrEqual(size.width + 1e-6);
      }
    }),
  );
});

test("layOutIcicle zooms into a subtree, which then fills the height", () => {
  const { cells } = layOutIcicle(fullPaths(3, 3), { ...size, root: "2" });
  expect(cells).toHaveLength(13);
  expect(cells.find((cell) => cell.path === "2")).toMatchObject({ x: 0, y: 0, height: 540, depth: 1 });
  expect(cells.every((cell) => cell.path.startsWith("2"))).toBe(true);
});

test("layOutIcicle leaves a folded subtree its height and says how much it hides", () => {
  const paths = fullPaths(3, 3);
  const size = { width: 300, height: 270, depths: 3 };
  const open = new Map(layOutIcicle(paths, size).cells.map((cell) => [cell.path, cell]));
  const { cells } = layOutIcicle(paths, { ...size, folded: new Set(["2", "3.1"]) });
  expect(cells).toHaveLength(40 - 12 - 3);
  for (const { path, y, height, hidden } of cells) {
    expect([y, height]).toEqual([open.get(path)?.y, open.get(path)?.height]);
    expect(hidden).toBe({ "2": 12, "3.1": 3 }[path] ?? 0);
  }
});
