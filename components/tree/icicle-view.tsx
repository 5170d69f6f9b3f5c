"use client";
import { useEffect, useMemo, useRef } from "react";
import { ancestorPaths, type Path } from "@/lib/core/path.ts";
import { layOutIcicle, type IcicleCell } from "@/lib/draw/icicle.ts";
import { drawNode } from "./draw-node.ts";
import type { TreeIndex } from "./index-tree.ts";
import { markOf } from "./look-of-node.ts";
import { useSize } from "./use-size.ts";

type IcicleViewProps = {
  index: TreeIndex;
  selected: Path;
  /** The subtree that fills the picture; "" is the whole tree. */
  focus: Path;
  onSelect: (path: Path) => void;
  onFocus: (path: Path) => void;
};

const headHeight = 24;
/** Under this a band has no room for words. */
const leastText = 11;

/** The tree as nested bands: every leaf the same height, so shares can be read by eye. */
export function IcicleView({ index, selected, focus, onSelect, onFocus }: IcicleViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const size = useSize(frame);
  const { paths, depths, tree } = index;
  const isNarrow = (size?.width ?? 0) < 560;
  const layout = useMemo(
    () =>
      size
        ? layOutIcicle(paths, {
            width: size.width,
            height: Math.max(40, size.height - headHeight),
            root: focus,
            depths: focus === "" ? depths : 0,
          })
        : null,
    [paths, size, focus, depths],
  );
  const onPath = useMemo(
    () => new Set(["", selected, ...(selected === "" ? [] : ancestorPaths(selected))]),
    [selected],
  );
  useEffect(() => {
    const active = document.activeElement;
    if (active instanceof SVGElement && svg.current?.contains(active)) {
      svg.current.querySelector<SVGGElement>(`[data-path="${selected}"]`)?.focus({ preventScroll: true });
    }
  }, [selected]);
  const firstDepth = focus === "" ? 0 : focus.split(".").length;
  const titles = ["Question", ...tree.roles.map((role) => role.title)].slice(firstDepth);
  return (
    <div ref={frame} className="relative min-h-0 flex-1">
      {layout && size && (
        <svg
          ref={svg}
          role="tree"
          aria-label={`Icicle of the tree, ${paths.length} nodes`}
          className="tree-svg absolute inset-0 size-full select-none"
        >
          {titles.map((title, column) => (
            <text key={title} x={(layout.columns[column] ?? 0) + 2} y={15} className="title" aria-hidden>
              {isNarrow && column === 0 && focus === "" ? "Q" : title}
            </text>
          ))}
          <g transform={`translate(0 ${headHeight})`}>
            {layout.cells.map((cell) => (
              <Cell
                key={cell.path}
                index={index}
                cell={cell}
                isNarrow={isNarrow}
                isSelected={cell.path === selected}
                isOnPath={onPath.has(cell.path)}
                onClick={() => onSelect(cell.path)}
                onDoubleClick={() => onFocus(cell.path === focus ? "" : cell.path)}
              />
            ))}
          </g>
        </svg>
      )}
    </div>
  );
}

type CellProps = {
  index: TreeIndex;
  cell: IcicleCell;
  isNarrow: boolean;
  isSelected: boolean;
  isOnPath: boolean;
  onClick: () => void;
  onDoubleClick: () => void;
};

function Cell({ index, cell, isNarrow, isSelected, isOnPath, onClick, onDoubleClick }: CellProps) {
  const drawn = drawNode(index, { ...cell, hidden: 0 });
  const { shape, stop } = drawn;
  const gap = cell.height > 3 ? 2 : 0;
  const [width, height] = [Math.max(1, cell.width - 2), Math.max(0.5, cell.height - gap)];
  const isBare = stop === null;
  const ink = isBare ? "var(--ink2)" : `var(--g${stop})`;
  const fontSize = Math.min(12, Math.max(10, height - 3));
  const middle = cell.y + cell.height / 2 + fontSize * 0.36;
  const hasText = height >= leastText;
  const mark = shape === "question" ? "" : shape === "failed" ? "!" : shape === "asked" ? "" : markOf[shape];
  const rest = isNarrow ? "" : drawn.aside;
  return (
    <g
      role="treeitem"
      id={`node-${cell.path || "question"}`}
      data-path={cell.path}
      tabIndex={isSelected ? 0 : -1}
      aria-level={drawn.level}
      aria-setsize={drawn.setSize}
      aria-posinset={drawn.position}
      aria-selected={isSelected}
      aria-label={drawn.label}
      className="tree-node cursor-pointer"
      onClick={onClick}
      onDoubleClick={onDoubleClick}
    >
      <rect
        className="shape"
        x={cell.x}
        y={cell.y + gap / 2}
        width={width}
        height={height}
        rx={Math.min(5, height / 4)}
        fill={isBare ? (shape === "failed" ? "var(--dangerbg)" : "var(--bg)") : `var(--v${stop})`}
        {...(isBare
          ? {
              stroke: shape === "failed" ? "var(--danger)" : "var(--edge)",
              strokeDasharray: shape === "asked" ? "1.5 3" : "3 2",
            }
          : {})}
      />
      {isOnPath && (
        <rect
          x={cell.x + 1}
          y={cell.y + gap / 2 + 1}
          width={Math.max(1, width - 2)}
          height={Math.max(0.5, height - 2)}
          rx={Math.min(4, height / 4)}
          fill="none"
          stroke="var(--accent)"
          strokeWidth={2.5}
        />
      )}
      {hasText && shape === "question" && (
        <text
          x={cell.x + width / 2}
          y={middle}
          textAnchor="middle"
          fill={ink}
          fontSize={12}
          fontWeight={680}
          aria-hidden
        >
          {drawn.value}
        </text>
      )}
      {hasText && shape !== "question" && (
        <text x={cell.x + 8} y={middle} fill={ink} fontSize={fontSize} fontWeight={600} aria-hidden>
          {mark} {drawn.name} {drawn.answer === null ? drawn.value : ""}
          {height > 26 && rest && drawn.answer === null ? ` ${rest}` : ""}
        </text>
      )}
      {hasText && drawn.answer !== null && (
        <text
          x={cell.x + width - 8}
          y={middle}
          textAnchor="end"
          fill={ink}
          fontSize={Math.min(11, fontSize)}
          className="mono"
          aria-hidden
        >
          {isNarrow ? drawn.answer.slice(0, 12) : drawn.answer}
        </text>
      )}
    </g>
  );
}
