"use client";
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type MouseEvent,
  type ReactNode,
  type Ref,
} from "react";
import { ancestorPaths, depthOf, type Path } from "@/lib/core/path.ts";
import { findNearest } from "@/lib/draw/find-nearest.ts";
import type { Placement } from "@/lib/draw/fit-box.ts";
import { layOutTree, type PlacedNode } from "@/lib/draw/layout-tree.ts";
import { ColumnHeads } from "./column-heads.tsx";
import { drawNode, type DrawnNode } from "./draw-node.ts";
import { FarTree } from "./far-tree.tsx";
import type { TreeIndex } from "./index-tree.ts";
import { placeChildren } from "./place-children.ts";
import { TreeEdges } from "./tree-edges.tsx";
import { TreeNode } from "./tree-node.tsx";
import { useSize } from "./use-size.ts";
import { useTreeZoom, type TreeView } from "./use-tree-zoom.ts";

export type TreeCanvasHandle = { readonly fit: () => void; readonly zoomBy: (factor: number) => void };

type TreeCanvasProps = {
  index: TreeIndex;
  selected: Path;
  folded: ReadonlySet<Path>;
  /** The subtree that is drawn alone; "" is the whole tree. */
  root?: Path;
  /** Nodes that a search found. */
  found?: ReadonlySet<Path>;
  onSelect: (path: Path) => void;
  onToggle: (path: Path) => void;
  /** Where the drawing was left, and who keeps it. Both are asked for once, when the drawing is mounted. */
  kept?: Placement | null;
  onKeep?: ((placement: Placement | null) => void) | undefined;
  handle: Ref<TreeCanvasHandle>;
};

/** Trees up to this size are drawn whole; larger ones only around the view. */
const smallTree = 400;
/** The view is known in cells of this many px, so that panning within one re-draws nothing. */
const cell = 450;
/** The first view is drawn with no more than this around it, px of the drawing: its surroundings come as it moves. */
const firstMargin = 30;
/** How near a click must be to a node of the far view, px on the screen. */
const reach = { x: 60, y: 16 };

const nothing: ReadonlySet<Path> = new Set();

type View = { readonly isFar: boolean; readonly from: number; readonly to: number };

/**
 * The tree as a picture: columns by role, curves to the children, zoom and pan. Needs nothing but its props and a
 * parent with a height. The transform never enters React: a pan re-draws only where it enters another cell.
 */
export function TreeCanvas({
  index,
  selected,
  folded,
  root = "",
  found = nothing,
  onSelect,
  onToggle,
  kept = null,
  onKeep,
  handle,
}: TreeCanvasProps) {
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const group = useRef<SVGGElement>(null);
  const heads = useRef<SVGGElement>(null);
  const near = useRef<SVGGElement>(null);
  const last = useRef({ left: 0, top: 0, scaleX: 1, scaleY: 1 });
  const size = useSize(frame);
  // Null until the drawing has its place: a large tree is not drawn near first and far then.
  const [view, setView] = useState<View | null>(null);
  const isShown = useRef(false);
  useEffect(() => void (isShown.current = view !== null), [view]);
  const { paths, depths } = index;
  const layout = useMemo(
    () => layOutTree(paths, { folded, root, depths: depths - depthOf(root) }),
    [paths, folded, root, depths],
  );
  const placed = useMemo(() => new Map(layout.nodes.map((node) => [node.path, node])), [layout]);
  const isLarge = layout.nodes.length > smallTree;

  const onView = useCallback((seen: TreeView) => {
    const { top, scaleX, scaleY, isFar } = seen;
    placeChildren(heads.current, seen);
    heads.current?.classList.toggle("narrow", scaleX < 0.62);
    heads.current?.classList.toggle("hidden", scaleX < 0.34);
    // From afar the way to the selected node stands over the drawing in its own size.
    placeChildren(near.current, seen);
    last.current = seen;
    const [from, to] = [-top / scaleY, (seen.height - top) / scaleY];
    const next = isShown.current
      ? { isFar, from: Math.floor(from / cell) * cell - cell, to: Math.ceil(to / cell) * cell + cell }
      : { isFar, from: from - firstMargin, to: to + firstMargin };
    setView((known) =>
      known?.isFar === next.isFar && (isFar || (known.from === next.from && known.to === next.to))
        ? known
        : next,
    );
  }, []);
  const { fit, zoomBy, reveal, follow, pointAt } = useTreeZoom(svg, group, {
    content: layout,
    size,
    isStretched: isLarge,
    onView,
    kept,
    onKeep,
  });
  useLayoutEffect(() => placeChildren(near.current, last.current));
  useImperativeHandle(handle, () => ({ fit, zoomBy }), [fit, zoomBy]);

  // A fold moves all that stands below it: what is selected keeps its place under the eye.
  const before = useRef({ placed, selected, root });
  useLayoutEffect(() => {
    const { placed: known, selected: was, root: under } = before.current;
    before.current = { placed, selected, root };
    const [from, to] = [known.get(was), placed.get(was)];
    if (known === placed) return;
    if (under !== root) fit();
    else if (from && to) follow(to.x - from.x, to.y - from.y);
  }, [placed, selected, root, follow, fit]);

  const onPath = useMemo(
    () => new Set(["", selected, ...(selected === "" ? [] : ancestorPaths(selected))]),
    [selected],
  );
  // Before the nodes of the view are made: those of the top are not drawn first when it is another place that is shown.
  useLayoutEffect(() => {
    const place = placed.get(selected);
    if (place) reveal(place.x, place.y);
  }, [selected, placed, reveal]);
  useEffect(() => {
    const active = document.activeElement;
    if (active instanceof SVGElement && svg.current?.contains(active)) {
      svg.current.querySelector<SVGGElement>(`[data-path="${selected}"]`)?.focus({ preventScroll: true });
    }
  }, [selected, placed]);

  const isFar = isLarge && view?.isFar === true;
  const shown = useMemo(() => {
    if (!view) return [];
    const isIn = ({ path, y }: PlacedNode): boolean =>
      onPath.has(path) || (!isFar && y > view.from && y < view.to);
    return (isLarge ? layout.nodes.filter(isIn) : layout.nodes).map((node) => drawNode(index, node));
  }, [layout, index, view, onPath, isFar, isLarge]);
  const onFarClick = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('[role="treeitem"]')) return;
    const { scaleX, scaleY } = last.current;
    const nearest = findNearest(layout.nodes, pointAt(event.clientX, event.clientY), {
      x: reach.x / scaleX,
      y: reach.y / scaleY,
    });
    if (nearest) onSelect(nearest.path);
  };
  const item = (node: DrawnNode): ReactNode => (
    <TreeNode
      key={node.path}
      {...node}
      isSelected={node.path === selected}
      isOnPath={selected !== "" && onPath.has(node.path)}
      isFound={found.has(node.path)}
      onSelect={onSelect}
      onToggle={onToggle}
    />
  );
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <svg className="border-line h-11 w-full shrink-0 overflow-hidden border-b" aria-hidden>
        <ColumnHeads index={index} columns={layout.columns} firstDepth={depthOf(root)} groupRef={heads} />
      </svg>
      <div ref={frame} className="relative min-h-0 flex-1">
        <svg
          ref={svg}
          role="tree"
          aria-label={`Reasoning tree, ${paths.length} nodes`}
          className={`tree-svg absolute inset-0 size-full touch-none select-none ${view?.isFar ? "far" : ""} ${isLarge ? "still" : ""}`}
          {...(isFar ? { onClick: onFarClick } : {})}
        >
          <g ref={group} className="drawing">
            {view && (
              <TreeEdges
                index={index}
                links={layout.links}
                onPath={onPath}
                view={isLarge && !isFar ? view : null}
                isFar={isFar}
              />
            )}
            {isFar && <FarTree index={index} nodes={layout.nodes} found={found} />}
            {!isFar && shown.map(item)}
          </g>
          {isFar && (
            <g ref={near}>
              {shown.map((node) => (
                <g key={node.path} data-x={node.x} data-y={node.y}>
                  {item({ ...node, x: 0, y: 0 })}
                </g>
              ))}
            </g>
          )}
        </svg>
      </div>
    </div>
  );
}
