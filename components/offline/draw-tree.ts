import { cellMarkup } from "@/components/picture/cell-markup.ts";
import { edgesMarkup } from "@/components/picture/edges-markup.ts";
import { nodeMarkup, type NodeState } from "@/components/picture/node-markup.ts";
import { drawNode, type DrawnNode } from "@/components/tree/draw-node.ts";
import { headsOf } from "@/components/tree/heads-of.ts";
import type { TreeIndex } from "@/components/tree/index-tree.ts";
import { ancestorPaths, type Path } from "@/lib/core/path.ts";
import { layOutIcicle } from "@/lib/draw/icicle.ts";
import { layOutTree, type PlacedLink } from "@/lib/draw/layout-tree.ts";
import { markup, type Markup } from "@/lib/draw/markup.ts";
import { paintByTheme } from "@/lib/draw/palette.ts";

export type View = "tree" | "icicle";
/** A node's drawing, which depends on whether it is selected and on the way to what is. */
type Drawing = {
  readonly node: DrawnNode;
  readonly x: number;
  readonly y: number;
  readonly draw: (state: NodeState) => Markup[];
};
export type TreeDrawing = {
  readonly width: number;
  readonly height: number;
  readonly heads: Markup;
  readonly links: readonly PlacedLink[];
  readonly drawings: ReadonlyMap<Path, Drawing>;
};

const headHeight = 44;
const narrow = 560;
const icicle = { least: 340, most: 1200, row: 20, leastHeight: 120 };

/** Places all of a tree for one of the two views, the icicle in `room` px: the layouts of the tree page, drawn by the functions of its pictures. */
export function drawTree(
  index: TreeIndex,
  { view, folded, room }: { view: View; folded: ReadonlySet<Path>; room: number },
): TreeDrawing {
  const placed = view === "tree" ? placeTree(index, folded) : placeIcicle(index, room);
  const heads = headsOf(index).map(({ title, note }, column) => {
    const isStart = column === 0 || view === "icicle";
    const x = (placed.columns[column] ?? 0) - (column === 0 && view === "tree" ? 42 : 0);
    const at = { x, "text-anchor": isStart ? "start" : "middle" };
    return markup(
      "g",
      {},
      markup(
        "text",
        { ...at, y: 14, "font-size": 12, "font-weight": 620, fill: "var(--ink)" },
        // Its band is the narrowest.
        column === 0 && placed.width < narrow ? "Q" : title,
      ),
      view === "tree" ? markup("text", { ...at, y: 29, "font-size": 11, fill: "var(--ink3)" }, note) : null,
    );
  });
  return {
    ...placed,
    height: placed.height + headHeight,
    heads: markup("g", { "aria-hidden": "true" }, ...heads),
  };
}

type Placed = Omit<TreeDrawing, "heads"> & { readonly columns: readonly number[] };

function placeTree(index: TreeIndex, folded: ReadonlySet<Path>): Placed {
  const { nodes, links, columns, width, height } = layOutTree(index.paths, { folded, depths: index.depths });
  const drawings = nodes.map((at): [Path, Drawing] => {
    const node = drawNode(index, at);
    const draw = (state: NodeState): Markup[] => [
      markup("rect", { ...hitBox(node), fill: "transparent" }),
      ...nodeMarkup(node, paintByTheme, state),
    ];
    return [at.path, { node, x: at.x, y: at.y + headHeight, draw }];
  });
  return { links, columns, width, height, drawings: new Map(drawings) };
}

const hitBox = ({ answer, radius }: DrawnNode): { x: number; y: number; width: number; height: number } =>
  answer === null
    ? { x: -32, y: -radius - 20, width: 64, height: 2 * radius + 26 }
    : { x: -20, y: -11, width: 150, height: 22 };

function placeIcicle(index: TreeIndex, room: number): Placed {
  const leaves = index.paths.filter((path) => !index.children.has(path)).length;
  const height = Math.max(icicle.leastHeight, icicle.row * leaves);
  const width = Math.min(icicle.most, Math.max(icicle.least, room));
  const { cells, columns } = layOutIcicle(index.paths, { width, height, depths: index.depths });
  const drawings = cells.map((cell): [Path, Drawing] => {
    const node = drawNode(index, { ...cell, hidden: 0 });
    const draw = (state: NodeState): Markup[] =>
      cellMarkup(index, { ...cell, y: 0, x: 0 }, paintByTheme, state);
    return [cell.path, { node, x: cell.x, y: cell.y + headHeight - 16, draw }];
  });
  return { links: [], columns, width, height, drawings: new Map(drawings) };
}

/** The selected path and what stands above it; the question alone marks nothing. */
export const pathTo = (selected: Path): ReadonlySet<Path> =>
  new Set(selected === "" ? [] : ["", ...ancestorPaths(selected), selected]);

/** One node as a treeitem, as a screen reader meets it on the tree page. */
export function itemMarkup({ node, x, y, draw }: Drawing, selected: Path, onPath: ReadonlySet<Path>): Markup {
  const isSelected = node.path === selected;
  return markup(
    "g",
    {
      role: "treeitem",
      "data-path": node.path,
      tabindex: isSelected ? 0 : -1,
      "aria-level": node.level,
      "aria-setsize": node.setSize,
      "aria-posinset": node.position,
      "aria-selected": String(isSelected),
      "aria-label": node.label,
      "aria-expanded": node.isExpanded === null ? undefined : String(node.isExpanded),
      transform: `translate(${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100})`,
    },
    // Spaces keep texts apart where they are read as one.
    ...draw({ isSelected, isOnPath: onPath.has(node.path) || (isSelected && node.path === "") }).flatMap(
      (part) => [part, " "],
    ),
  );
}

/** The edges below the nodes, those to the selected one in the accent. */
export const linesMarkup = (
  index: TreeIndex,
  links: readonly PlacedLink[],
  onPath: ReadonlySet<Path>,
): Markup =>
  markup("g", { transform: `translate(0 ${headHeight})` }, edgesMarkup(index, links, paintByTheme, onPath));
