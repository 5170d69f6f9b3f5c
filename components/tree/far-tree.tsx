import { memo, useMemo } from "react";
import type { Path } from "@/lib/core/path.ts";
import type { PlacedNode } from "@/lib/draw/layout-tree.ts";
import type { TreeIndex } from "./index-tree.ts";
import { radiusOf } from "./radius-of.ts";
import { stopOf } from "./stop-of.ts";

type FarTreeProps = { index: TreeIndex; nodes: readonly PlacedNode[]; found: ReadonlySet<Path> };

/** A bar is at most so high, in px of the drawing. */
const highest = 400;

/** By depth the height of the bars: four fifths of the room between two of them, so that a column reads as a strip. */
function barHeights(nodes: readonly PlacedNode[]): ReadonlyMap<number, number> {
  const [above, rooms] = [new Map<number, number>(), new Map<number, number>()];
  for (const { depth, y } of nodes) {
    const room = y - (above.get(depth) ?? -Infinity);
    if (room < (rooms.get(depth) ?? Infinity)) rooms.set(depth, room);
    above.set(depth, y);
  }
  return new Map(
    [...above.keys()].map((depth) => [depth, 0.8 * Math.min(highest, rooms.get(depth) ?? highest)]),
  );
}

/** A large tree from afar: one path a colour, no element a node, so that neither panning nor recolouring waits for it. */
export const FarTree = memo(function FarTree({ index, nodes, found }: FarTreeProps) {
  const heights = useMemo(() => barHeights(nodes), [nodes]);
  const { bars, frames } = useMemo(() => {
    // Whole px: a fifth of one on the screen at most.
    const barOf = ({ x, y, depth }: PlacedNode, wider: number): string => {
      const [width, height] = [2 * (radiusOf(index, depth) + wider), Math.round(heights.get(depth) ?? 0)];
      return `M${x - width / 2} ${Math.round(y - height / 2)}h${width}v${height}h${-width}z`;
    };
    const colours = new Map<number | null, string>();
    let frames = "";
    for (const node of nodes) {
      const stop = stopOf(index, node.path);
      colours.set(stop, (colours.get(stop) ?? "") + barOf(node, 4));
      if (found.has(node.path)) frames += barOf(node, 12);
    }
    return { bars: [...colours], frames };
  }, [index, nodes, heights, found]);
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
      {bars.map(([stop, d]) => (
        <path key={stop ?? "none"} d={d} fill={stop === null ? "var(--edge)" : `var(--v${stop})`} />
      ))}
    </g>
  );
});
