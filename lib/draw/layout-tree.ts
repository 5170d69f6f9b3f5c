import { tree } from "d3-hierarchy";
import { depthOf, parentPath, type Path } from "../core/path.ts";
import { flattenPaths } from "./flatten-paths.ts";
import { growHierarchy } from "./grow-hierarchy.ts";

export type PlacedNode = {
  readonly path: Path;
  readonly parent: Path | null;
  /** In the whole tree, from the question's 0, also where a subtree is laid out alone. */
  readonly depth: number;
  readonly x: number;
  readonly y: number;
  readonly childCount: number;
  /** How many nodes a fold hides below this one. */
  readonly hidden: number;
};
/** From a parent to the child at `path`; `drawCurve` makes the line. */
export type PlacedLink = {
  readonly path: Path;
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
};
export type TreeLayout = {
  readonly nodes: readonly PlacedNode[];
  readonly links: readonly PlacedLink[];
  readonly width: number;
  readonly height: number;
  /** The x of each depth's column, from the root's. */
  readonly columns: readonly number[];
};

const rowHeight = 22;
const margin = { top: 16, bottom: 16, left: 58, right: 122 };
const firstColumn = 214;
const nextColumn = 259;
/** A node that is no last-column leaf carries its words above it, so it needs more than a row. */
const labelledRows = 2.3;
/** Cousins of the last column stand a little further apart than siblings. */
const cousinRows = 1.18;

/**
 * A tidy tree, d3-hierarchy's, from left to right: one column a depth, 22 px a leaf, in path order, so that the same
 * paths always stand in the same places. Sizes in px at scale 1. `depths` is the number of columns below
 * `root`; it is a minimum, so that a tree which has only begun to grow does not change its width. `root` draws
 * a subtree alone.
 */
export function layOutTree(
  paths: Iterable<Path>,
  {
    folded = new Set<Path>(),
    depths = 0,
    root = "",
  }: { folded?: ReadonlySet<Path>; depths?: number; root?: Path } = {},
): TreeLayout {
  const { branches, height } = flattenPaths(paths, { folded, root });
  const last = Math.max(depths, height);
  const columns = Array.from({ length: last + 1 }, (_, depth) =>
    depth === 0 ? margin.left : margin.left + firstColumn + nextColumn * (depth - 1),
  );
  const tidy = tree<number>()
    .nodeSize([rowHeight, 1])
    .separation((a, b) => (a.depth < last ? labelledRows : a.parent === b.parent ? 1 : cousinRows));
  const rows = new Float64Array(branches.length);
  let [lowest, highest] = [Infinity, -Infinity];
  tidy(growHierarchy(branches)).eachBefore(({ data, x }) => {
    rows[data] = x;
    lowest = Math.min(lowest, x);
    highest = Math.max(highest, x);
  });
  const headroom = height < last || height === 0 ? rowHeight * 1.5 : 0;
  const top = margin.top + headroom - lowest;
  const firstDepth = depthOf(root);
  const nodes: PlacedNode[] = [];
  const links: PlacedLink[] = [];
  branches.forEach(({ path, parent, depth, childCount, hidden }, at) => {
    const above = nodes[parent];
    const x = columns[depth] ?? 0;
    const y = (rows[at] ?? 0) + top;
    nodes.push({
      path,
      parent: path === "" ? null : (above?.path ?? parentPath(path)),
      depth: depth + firstDepth,
      x,
      y,
      childCount,
      hidden,
    });
    if (above) links.push({ path, fromX: above.x, fromY: above.y, toX: x, toY: y });
  });
  return {
    nodes,
    links,
    columns,
    width: (columns[last] ?? 0) + margin.right,
    height: highest - lowest + margin.top + margin.bottom + 2 * headroom,
  };
}
