import { partition } from "d3-hierarchy";
import { depthOf, parentPath, type Path } from "../core/path.ts";
import { growHierarchy, type Branch } from "./grow-hierarchy.ts";

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
  const all = [...paths];
  const grown = growHierarchy(all, { root, folded });
  const columns = columnEdges(Math.max(depths, grown.height) + 1, width);
  const countLeaves = (path: Path): number => growHierarchy(all, { root: path }).leaves().length;
  const weighed = grown.sum(({ path, hidden, children }) =>
    children.length > 0 ? 0 : hidden > 0 ? countLeaves(path) : 1,
  );
  const cells: IcicleCell[] = [];
  partition<Branch>()
    .size([height, 1])(weighed)
    .each((node) => {
      const { path } = node.data;
      const left = columns[node.depth] ?? 0;
      cells.push({
        path,
        parent: path === "" ? null : parentPath(path),
        depth: depthOf(path),
        x: left,
        y: node.x0,
        width: (columns[node.depth + 1] ?? left) - left,
        height: node.x1 - node.x0,
        childCount: node.children?.length ?? 0,
        hidden: node.data.hidden,
      });
    });
  return { cells, columns };
}
