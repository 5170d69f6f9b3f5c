import { memo } from "react";
import type { Path } from "@/lib/core/path.ts";
import type { DrawnNode } from "./draw-node.ts";
import { markOf } from "./look-of-node.ts";
import { treeItemAttributes } from "./tree-item-attributes.ts";

type IcicleCellProps = DrawnNode & {
  width: number;
  height: number;
  isNarrow: boolean;
  isSelected: boolean;
  isOnPath: boolean;
  isFound: boolean;
  onSelect: (path: Path) => void;
  onFocus: (path: Path) => void;
};

/** Under this a band has no room for words. */
const leastText = 11;

/** Under this a frame would hide the band's colour: a bar at its left end stands for it. */
const leastFrame = 8;
const bar = { width: 7, height: 3 };

/** Of a bold digit, px: what is wider than the band stands upright in it. */
const letterWidth = 7.5;

/** One band; a treeitem with roving focus. */
export const IcicleCell = memo(function IcicleCell(node: IcicleCellProps) {
  const { path, x, y, shape, stop, isSelected, isNarrow } = node;
  const gap = node.height > 3 ? 2 : 0;
  const [width, height] = [Math.max(1, node.width - 2), Math.max(0.5, node.height - gap)];
  const isBare = stop === null;
  const ink = isBare ? "var(--ink2)" : `var(--g${stop})`;
  const fontSize = Math.min(12, Math.max(10, height - 3));
  const middle = y + node.height / 2 + fontSize * 0.36;
  const hasText = height >= leastText;
  const mark = shape === "question" ? "" : shape === "failed" ? "!" : shape === "asked" ? "" : markOf[shape];
  const rest = isNarrow ? "" : node.aside;
  return (
    <g
      {...treeItemAttributes(node, isSelected)}
      onClick={() => node.onSelect(path)}
      onDoubleClick={() => node.onFocus(path)}
    >
      <rect
        className="shape"
        x={x}
        y={y + gap / 2}
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
      {(node.isOnPath || node.isFound) && height < leastFrame && (
        <rect
          x={x}
          y={y + node.height / 2 - Math.max(bar.height, height) / 2}
          width={bar.width}
          height={Math.max(bar.height, height)}
          fill="var(--accent)"
        />
      )}
      {(node.isOnPath || node.isFound) && height >= leastFrame && (
        <rect
          x={x + 1}
          y={y + gap / 2 + 1}
          width={Math.max(1, width - 2)}
          height={height - 2}
          rx={Math.min(4, height / 4)}
          fill="none"
          stroke="var(--accent)"
          strokeWidth={2.5}
          {...(node.isOnPath ? {} : { strokeDasharray: "2 2" })}
        />
      )}
      {hasText && shape === "question" && (
        <text
          x={x + width / 2}
          y={middle}
          textAnchor="middle"
          fill={ink}
          fontSize={12}
          fontWeight={680}
          aria-hidden
          {...(width < letterWidth * node.value.length
            ? { transform: `rotate(-90 ${x + width / 2} ${y + node.height / 2})` }
            : {})}
        >
          {node.value}
        </text>
      )}
      {hasText && shape !== "question" && (
        <text x={x + 8} y={middle} fill={ink} fontSize={fontSize} fontWeight={600} aria-hidden>
          {mark} {node.name} {node.answer === null ? node.value : ""}
          {height > 26 && rest && node.answer === null ? ` ${rest}` : ""}
        </text>
      )}
      {hasText && node.answer !== null && (
        <text
          x={x + width - 8}
          y={middle}
          textAnchor="end"
          fill={ink}
          fontSize={Math.min(11, fontSize)}
          className="mono"
          aria-hidden
        >
          {isNarrow ? node.answer.slice(0, 12) : node.answer}
        </text>
      )}
    </g>
  );
});
