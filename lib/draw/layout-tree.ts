import { tree } from "d3-hierarchy";
import { depthOf, parentPath, type Path } from "../core/path.ts";
import { growHierarchy, type Branch } from "./grow-hierarchy.ts";

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
export type PlacedLink = {
  readonly path: Path;
  readonly depth: number;
  readonly curve: string;
  /** The stretch of y that the curve crosses, the smaller first. */
  readonly from: number;
  readonly to: number;
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

const thousandths = (value: number): number => Math.round(value * 1000) / 1000;

/** From one point to another, level at both ends. By hand: d3-shape takes a third of a large layout's time for the same path. */
function curveBetween(fromX: number, fromY: number, toX: number, toY: number): string {
  const middle = thousandths((fromX + toX) / 2);
  const [x0, y0, x1, y1] = [fromX, fromY, toX, toY].map(thousandths);
  return `M${x0},${y0}C${middle},${y0},${middle},${y1},${x1},${y1}`;
}

/**
 * A tidy tree from left to right: one column a depth, 22 px a leaf, in path order, so that the same
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
  const grown = growHierarchy(paths, { folded, root });
  const last = Math.max(depths, grown.height);
  const columns = Array.from({ length: last + 1 }, (_, depth) =>
    depth === 0 ? margin.left : margin.left + firstColumn + nextColumn * (depth - 1),
  );
  const placed = tree<Branch>()
    .nodeSize([rowHeight, 1])
    .separation((a, b) => (a.depth < last ? labelledRows : a.parent === b.parent ? 1 : 1.18))(grown);
  let [lowest, highest] = [Infinity, -Infinity];
  placed.each((node) => {
    lowest = Math.min(lowest, node.x);
    highest = Math.max(highest, node.x);
  });
  const headroom = grown.height < last || grown.height === 0 ? rowHeight * 1.5 : 0;
  const yOf = (node: { x: number }): number => node.x - lowest + margin.top + headroom;
  const xOf = (depth: number): number => columns[depth] ?? 0;
  const nodes: PlacedNode[] = [];
  const links: PlacedLink[] = [];
  placed.each((node) => {
    const { path, hidden } = node.data;
    const [x, y] = [xOf(node.depth), yOf(node)];
    nodes.push({
      path,
      parent: path === "" ? null : parentPath(path),
      depth: depthOf(path),
      x,
      y,
      childCount: node.children?.length ?? 0,
      hidden,
    });
    if (!node.parent) return;
    const above = yOf(node.parent);
    const curve = curveBetween(xOf(node.parent.depth), above, x, y);
    links.push({ path, depth: node.depth, curve, from: Math.min(above, y), to: Math.max(above, y) });
  });
  return {
    nodes,
    links,
    columns,
    width: xOf(last) + margin.right,
    height: highest - lowest + margin.top + margin.bottom + 2 * headroom,
  };
}
