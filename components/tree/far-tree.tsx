import { memo, useMemo } from "react";
import type { Path } from "@/lib/core/path.ts";
import type { DrawnNode } from "./draw-node.ts";

type FarTreeProps = { nodes: readonly DrawnNode[]; found: ReadonlySet<Path> };

/** A bar is at most so high, in px of the drawing. */
const highest = 400;

/** Half the height of a column's bars: four fifths of the room between two of them, so that a column reads as a strip. */
function halfHeights(nodes: readonly DrawnNode[]): ReadonlyMap<number, number> {
  const halves = new Map<number, number>();
  for (const [level, column] of Map.groupBy(nodes, (node) => node.level)) {
    const ys = column.map((node) => node.y).toSorted((a, b) => a - b);
    const gaps = ys.slice(1).map((y, at) => y - (ys[at] ?? y));
    halves.set(level, 0.4 * Math.min(highest, ...gaps));
  }
  return halves;
}

/** A large tree from afar: one path a colour, no element a node, so that neither panning nor recolouring waits for it. */
export const FarTree = memo(function FarTree({ nodes, found }: FarTreeProps) {
  const halves = useMemo(() => halfHeights(nodes), [nodes]);
  const { bars, frames } = useMemo(() => {
    const barOf = ({ x, y, level, radius }: DrawnNode, wider: number): string => {
      const [half, width] = [halves.get(level) ?? 0, 2 * (radius + wider)];
      return `M${x - width / 2} ${y - half}h${width}v${2 * half}h${-width}z`;
    };
    return {
      bars: [...Map.groupBy(nodes, (node) => node.stop)].map(([stop, group]) => ({
        stop,
        d: group.map((node) => barOf(node, 4)).join(""),
      })),
      frames: nodes
        .filter((node) => found.has(node.path))
        .map((node) => barOf(node, 12))
        .join(""),
    };
  }, [nodes, halves, found]);
  return (
    <g aria-hidden>
      {frames !== "" && (
        <path
          d={frames}
          fill="var(--accent)"
          stroke="var(--accent)"
          strokeWidth={2}
          vectorEffect="non-scaling-stroke"
        />
      )}
      {bars.map(({ stop, d }) => (
        <path key={stop ?? "none"} d={d} fill={stop === null ? "var(--edge)" : `var(--v${stop})`} />
      ))}
    </g>
  );
});
