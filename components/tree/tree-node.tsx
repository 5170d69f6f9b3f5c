import { memo } from "react";
import type { Path } from "@/lib/core/path.ts";
import type { DrawnNode } from "./draw-node.ts";
import { NodeGlyph } from "./node-glyph.tsx";
import { treeItemAttributes } from "./tree-item-attributes.ts";

type TreeNodeProps = DrawnNode & {
  isSelected: boolean;
  isOnPath: boolean;
  isFound: boolean;
  onSelect: (path: Path) => void;
  onToggle: (path: Path) => void;
};

/** One node of the tree drawing; a treeitem with roving focus. */
export const TreeNode = memo(function TreeNode(node: TreeNodeProps) {
  const { path, x, y, radius, isSelected, isOnPath } = node;
  const isBeside = node.answer !== null;
  return (
    <g
      {...treeItemAttributes(node, isSelected)}
      transform={`translate(${x} ${y})`}
      onClick={() => node.onSelect(path)}
      onDoubleClick={() => node.onToggle(path)}
    >
      {node.shape === "question" ? (
        <Question node={node} isOnPath={isOnPath} />
      ) : (
        <>
          {isBeside ? (
            <rect
              className={node.isFound ? "found" : "reach"}
              x={-20}
              y={-11}
              width={150}
              height={22}
              rx={6}
            />
          ) : (
            <rect
              className={node.isFound ? "found" : "reach"}
              x={-radius - 30}
              y={-radius - 20}
              width={2 * radius + 60}
              height={2 * radius + 26}
              rx={6}
            />
          )}
          {isOnPath && <Ring isRound={node.shape === "positive"} radius={radius} isSelected={isSelected} />}
          <NodeGlyph shape={node.shape} stop={node.stop} radius={radius} />
          {node.isTurned && (
            <circle
              r={radius + 6}
              fill="none"
              stroke="var(--accent)"
              strokeWidth={1.75}
              strokeDasharray="3 3"
            />
          )}
          {node.isOverridden && (
            <circle
              cx={radius * 0.85}
              cy={-radius * 0.85}
              r={3}
              fill="var(--accent)"
              stroke="var(--bg)"
              strokeWidth={1}
            />
          )}
          {node.hidden > 0 && (
            <path
              d={`M${radius + 4} 0h10m-4 -4l4 4l-4 4`}
              fill="none"
              stroke="var(--ink3)"
              strokeWidth={1.5}
            />
          )}
          {isBeside ? (
            <text
              className={`label answer ${isSelected ? "strong" : node.isRight ? "right" : ""}`}
              x={isOnPath ? 24 : 17}
              y={4}
              aria-hidden
            >
              {node.answer}
            </text>
          ) : (
            <text className="label" y={-radius - (isOnPath ? 10 : 7)} textAnchor="middle" aria-hidden>
              {node.name} {node.was !== null && `${node.was} → `}
              <tspan className={node.was === null ? "strong" : "supposed"}>
                {node.was === null ? node.value : node.value || "none"}
              </tspan>
              {node.aside && <tspan className="aside"> {node.aside}</tspan>}
            </text>
          )}
        </>
      )}
    </g>
  );
});

function Ring({ isRound, radius, isSelected }: { isRound: boolean; radius: number; isSelected: boolean }) {
  const paint = { fill: "var(--bg)", stroke: "var(--accent)", strokeWidth: isSelected ? 3 : 2 };
  const side = radius * 0.92 + 4.5;
  return isRound ? (
    <circle r={radius + 4.5} {...paint} />
  ) : (
    <rect x={-side} y={-side} width={2 * side} height={2 * side} rx={6} {...paint} />
  );
}

function Question({ node, isOnPath }: { node: DrawnNode; isOnPath: boolean }) {
  const width = Math.max(52, node.value.length * 8 + 16);
  return (
    <>
      <rect
        className="shape"
        x={-width / 2}
        y={-17}
        width={width}
        height={34}
        rx={8}
        fill={node.stop === null ? "var(--sunken)" : `var(--v${node.stop})`}
        stroke={isOnPath ? "var(--accent)" : "var(--edge)"}
        strokeWidth={isOnPath ? 2.5 : 0.75}
      />
      <text
        y={4.5}
        textAnchor="middle"
        fontSize={12.5}
        fontWeight={680}
        fill={node.stop === null ? "var(--ink2)" : `var(--g${node.stop})`}
        aria-hidden
      >
        {node.value}
      </text>
      {/* Keeps the two texts apart where they are read as one. */}{" "}
      {(node.aside || node.was !== null) && (
        <text className="aside" y={34} textAnchor="middle" aria-hidden>
          {node.was !== null && <tspan className="supposed">{`was ${node.was} `}</tspan>}
          {node.aside}
        </text>
      )}
    </>
  );
}
