import { depthOf, parentPath, type Path } from "../core/path.ts";
import { flattenPaths } from "./flatten-paths.ts";

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
 * Nested bands filling `width` × `height` px: one column a depth, every leaf below the same height.
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
  const leaves = branches.map(({ childCount, hiddenLeaves }) =>
    childCount > 0 ? 0 : Math.max(1, hiddenLeaves),
  );
  for (let at = branches.length - 1; at > 0; at--) {
    const parent = branches[at]?.parent ?? 0;
    leaves[parent] = (leaves[parent] ?? 0) + (leaves[at] ?? 0);
  }
  const row = height / (leaves[0] ?? 1);
  const firstDepth = depthOf(root);
  // How many leaves stand above what comes next below each node.
  const above: number[] = [];
  const cells = branches.map(({ path, parent, depth, childCount, hidden }, at): IcicleCell => {
    const [first, own] = [above[parent] ?? 0, leaves[at] ?? 0];
    above[at] = first;
    above[parent] = first + own;
    const left = columns[depth] ?? 0;
    return {
      path,
      parent: path === "" ? null : parentPath(path),
      depth: depth + firstDepth,
      x: left,
      y: first * row,
      width: (columns[depth + 1] ?? left) - left,
      height: own * row,
      childCount,
      hidden,
    };
  });
  return { cells, columns };
}
