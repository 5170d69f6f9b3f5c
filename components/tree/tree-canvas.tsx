"use client";
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from "react";
import type { ZoomTransform } from "d3-zoom";
import { ancestorPaths, type Path } from "@/lib/core/path.ts";
import { layOutTree } from "@/lib/draw/layout-tree.ts";
import { ColumnHeads } from "./column-heads.tsx";
import { drawNode } from "./draw-node.ts";
import { FarTree } from "./far-tree.tsx";
import type { TreeIndex } from "./index-tree.ts";
import { TreeEdges } from "./tree-edges.tsx";
import { TreeNode } from "./tree-node.tsx";
import { useSize } from "./use-size.ts";
import { useTreeZoom } from "./use-tree-zoom.ts";

export type TreeCanvasHandle = { readonly fit: () => void; readonly zoomBy: (factor: number) => void };

type TreeCanvasProps = {
  index: TreeIndex;
  selected: Path;
  folded: ReadonlySet<Path>;
  onSelect: (path: Path) => void;
  onToggle: (path: Path) => void;
  handle: Ref<TreeCanvasHandle>;
};

/** Trees up to this size are drawn whole; larger ones only around the view. */
const smallTree = 400;
/** Below this scale words cannot be read and a large tree is drawn as plain squares. */
const farScale = 0.4;
/** The view is known in cells of this many px, so that panning within one re-draws nothing. */
const cell = 450;

type View = { readonly isFar: boolean; readonly from: number; readonly to: number };

/** The tree as a picture: columns by role, curves to the children, zoom and pan. */
export function TreeCanvas({ index, selected, folded, onSelect, onToggle, handle }: TreeCanvasProps) {
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const group = useRef<SVGGElement>(null);
  const heads = useRef<SVGGElement>(null);
  const size = useSize(frame);
  const [view, setView] = useState<View>({ isFar: false, from: -cell, to: 3 * cell });
  const { paths, depths } = index;
  const layout = useMemo(() => layOutTree(paths, { folded, depths }), [paths, folded, depths]);
  const drawn = useMemo(() => layout.nodes.map((placed) => drawNode(index, placed)), [layout, index]);
  const isLarge = drawn.length > smallTree;

  const onView = useCallback((transform: ZoomTransform) => {
    for (const head of heads.current?.children ?? []) {
      head.setAttribute("transform", `translate(${transform.applyX(Number(head.getAttribute("data-x")))} 0)`);
    }
    heads.current?.classList.toggle("narrow", transform.k < 0.62);
    heads.current?.classList.toggle("hidden", transform.k < 0.34);
    const height = svg.current?.clientHeight ?? 0;
    const [top, bottom] = [transform.invertY(0), transform.invertY(height)];
    const next = {
      isFar: transform.k < farScale,
      from: Math.floor(top / cell) * cell - cell,
      to: Math.ceil(bottom / cell) * cell + cell,
    };
    setView((known) =>
      known.isFar === next.isFar && known.from === next.from && known.to === next.to ? known : next,
    );
  }, []);
  const { fit, zoomBy, reveal } = useTreeZoom(svg, group, { content: layout, size, onView });
  useImperativeHandle(handle, () => ({ fit, zoomBy }), [fit, zoomBy]);

  const onPath = useMemo(
    () => new Set(["", selected, ...(selected === "" ? [] : ancestorPaths(selected))]),
    [selected],
  );
  useEffect(() => {
    const place = layout.nodes.find((node) => node.path === selected);
    if (!place) return;
    reveal(place.x, place.y);
    const active = document.activeElement;
    if (active instanceof SVGElement && svg.current?.contains(active)) {
      svg.current.querySelector<SVGGElement>(`[data-path="${selected}"]`)?.focus({ preventScroll: true });
    }
  }, [selected, layout, reveal]);

  const isFar = isLarge && view.isFar;
  const shown = isFar
    ? drawn.filter((node) => onPath.has(node.path))
    : isLarge
      ? drawn.filter((node) => (node.y > view.from && node.y < view.to) || onPath.has(node.path))
      : drawn;
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <svg className="border-line h-11 w-full shrink-0 overflow-hidden border-b" aria-hidden>
        <ColumnHeads index={index} columns={layout.columns} groupRef={heads} />
      </svg>
      <div ref={frame} className="relative min-h-0 flex-1">
        <svg
          ref={svg}
          role="tree"
          aria-label={`Reasoning tree, ${paths.length} nodes`}
          className={`tree-svg absolute inset-0 size-full touch-none select-none ${view.isFar ? "far" : ""}`}
        >
          <g ref={group}>
            <TreeEdges
              index={index}
              links={layout.links}
              onPath={onPath}
              view={isLarge && !isFar ? view : null}
              nodes={layout.nodes}
            />
            {isFar && <FarTree nodes={drawn} onSelect={onSelect} />}
            {shown.map((node) => (
              <TreeNode
                key={node.path}
                {...node}
                isSelected={node.path === selected}
                isOnPath={selected !== "" && onPath.has(node.path)}
                onSelect={onSelect}
                onToggle={onToggle}
              />
            ))}
          </g>
        </svg>
      </div>
    </div>
  );
}
