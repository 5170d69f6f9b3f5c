import { partition } from "d3-hierarchy";
import { depthOf, parentPath, type Path } from "../core/path.ts";
import { flattenPaths } from "./flatten-paths.ts";
import { growHierarchy } from "./grow-hierarchy.ts";

export type IcicleCell = {
  readonly path: Path;
  readonly parent: Path | null;
  readonly depth: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly childCount: number;
  /** How many nodes a fold hides below this one. */
  readonly hidden: number;
};
export type IcicleLayout = { readonly cells: readonly IcicleCell[]; readonly columns: readonly number[] };

/** Shares of the width: a narrow root, and a last column with room for answers. */
function columnEdges(count: number, width: number): number[] {
  const weights = Array.from({ length: count }, (_, index) =>
    index === 0 ? 0.48 : index === count - 1 ? 1.6 : 1.06,
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const edges = [0];
  for (const weight of weights) edges.push((edges.at(-1) ?? 0) + (weight / total) * width);
  return edges;
}

/**
 * Nested bands, d3-hierarchy's partition, filling `width` × `height` px: one column a depth, every leaf below the same height.
 * `root` zooms into a subtree; `depths` is the least number of columns below it. What is `folded` keeps the height
 * of its leaves, so that shares stay true.
 */
export function layOutIcicle(
  paths: Iterable<Path>,
  {
    width,
    height,
    root = "",
    depths = 0,
    folded = new Set<Path>(),
  }: { width: number; height: number; root?: Path; depths?: number; folded?: ReadonlySet<Path> },
): IcicleLayout {
  const { branches, height: deepest } = flattenPaths(paths, { root, folded });
  const columns = columnEdges(Math.max(depths, deepest) + 1, width);
  const weighed = growHierarchy(branches).sum((at) => {
    const { childCount = 0, hiddenLeaves = 0 } = branches[at] ?? {};
    return childCount > 0 ? 0 : Math.max(1, hiddenLeaves);
  });
  const firstDepth = depthOf(root);
  const cells: IcicleCell[] = [];
  partition<number>()
    .size([height, 1])(weighed)
    .eachBefore(({ data: at, x0, x1 }) => {
      const branch = branches[at];
      if (!branch) return;
      const { path, depth, childCount, hidden } = branch;
      const left = columns[depth] ?? 0;
      cells.push({
        path,
        parent: path === "" ? null : parentPath(path),
        depth: depth + firstDepth,
        x: left,
        y: x0,
        width: (columns[depth + 1] ?? left) - left,
        height: x1 - x0,
        childCount,
        hidden,
      });
    });
  return { cells, columns };
}
