import fc from "fast-check";
import { curveBumpX, link as linkOf } from "d3-shape";
import { expect, test } from "vitest";
import { drawCurve } from "../../lib/draw/draw-curve.ts";
import { layOutTree } from "../../lib/draw/layout-tree.ts";
import { anyPaths, fullPaths } from "./any-paths.ts";

const byPath = (paths: string[], folded: string[] = []) => {
  const layout = layOutTree(paths, { folded: new Set(folded) });
  return { layout, at: new Map(layout.nodes.map((node) => [node.path, node])) };
};

test("layOutTree places each path once, the question too, whatever the order given", () => {
  fc.assert(
    fc.property(anyPaths(), (paths) => {
      const { nodes, links } = layOutTree(paths);
      expect(new Set(nodes.map((node) => node.path))).toEqual(new Set(["", ...paths]));
      expect(nodes).toHaveLength(paths.length + 1);
      expect(links.map((link) => link.path).toSorted()).toEqual(paths.toSorted());
      expect(layOutTree(paths.toReversed())).toEqual(layOutTree(paths));
    }),
  );
});

test("layOutTree keeps at least 22 px between nodes of a column, in path order", () => {
  fc.assert(
    fc.property(anyPaths(), (paths) => {
      const { nodes, width, height } = layOutTree(paths);
      const columns = Map.groupBy(nodes, (node) => node.depth);
      for (const column of columns.values()) {
        const sorted = column.toSorted((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }));
        sorted
          .slice(1)
          .forEach((node, index) => expect(node.y - (sorted[index]?.y ?? 0)).toBeGreaterThanOrEqual(21.999));
        expect(new Set(column.map((node) => node.x)).size).toBe(1);
      }
      for (const node of nodes) {
        expect(node.x).toBeGreaterThan(0);
        expect(node.x).toBeLessThan(width);
        expect(node.y).toBeGreaterThan(0);
        expect(node.y).toBeLessThan(height);
      }
    }),
  );
});

test("layOutTree puts a parent in the middle of its first and last child", () => {
  const { at } = byPath(fullPaths(3, 3));
  for (const path of ["", "1", "2.3"]) {
    const [first, last] = ["1", "3"].map((end) => at.get(path === "" ? end : `${path}.${end}`));
    expect(at.get(path)?.y).toBeCloseTo(((first?.y ?? 0) + (last?.y ?? 0)) / 2);
  }
});

test("layOutTree hides what is below a folded node and counts it", () => {
  const { at } = byPath(fullPaths(3, 3), ["2", "3.1"]);
  expect(at.get("2")).toMatchObject({ hidden: 12, childCount: 0 });
  expect(at.get("3.1")).toMatchObject({ hidden: 3 });
  expect(at.has("2.1")).toBe(false);
  expect(at.size).toBe(1 + 39 - 15);
});

test("layOutTree keeps its width while a tree grows", () => {
  expect(layOutTree(["1", "2"], { depths: 3 }).width).toBe(layOutTree(fullPaths(2, 3)).width);
  expect(layOutTree([], { depths: 3 }).nodes).toHaveLength(1);
});

test("layOutTree leaves out a path whose parent is missing", () => {
  expect(layOutTree(["1", "3.1"]).nodes.map((node) => node.path)).toEqual(["", "1"]);
});

test("layOutTree of a subtree places its root in the first column and nothing from outside", () => {
  const { nodes, columns, links } = layOutTree(fullPaths(3, 3), { root: "2", depths: 2 });
  expect(nodes).toHaveLength(1 + 3 + 9);
  expect(nodes.every(({ path }) => path === "2" || path.startsWith("2."))).toBe(true);
  expect(nodes.find(({ path }) => path === "2")).toMatchObject({ depth: 1, x: columns[0] });
  expect(links).toHaveLength(12);
});

test("layOutTree links each node to its parent where both stand", () => {
  const { nodes, links } = layOutTree(fullPaths(3, 3));
  const at = new Map(nodes.map((node) => [node.path, node]));
  for (const { path, fromX, fromY, toX, toY } of links) {
    const child = at.get(path)!;
    expect({ x: toX, y: toY }).toEqual({ x: child.x, y: child.y });
    expect(at.get(child.parent ?? "")).toMatchObject({ x: fromX, y: fromY });
  }
});

test("drawCurve draws the curves that d3-shape's curveBumpX draws", () => {
  const { nodes, links } = layOutTree(fullPaths(3, 2));
  const at = new Map(nodes.map(({ path, x, y }) => [path, [x, y] as [number, number]]));
  const draw = linkOf<unknown, { source: [number, number]; target: [number, number] }, [number, number]>(
    curveBumpX,
  );
  for (const link of links) {
    const { path } = link;
    const source = at.get(nodes.find((node) => node.path === path)?.parent ?? "") ?? [0, 0];
    expect(drawCurve(link)).toBe(draw({ source, target: at.get(path) ?? [0, 0] }));
  }
});
