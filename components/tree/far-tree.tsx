import { useMemo, type MouseEvent } from "react";
import type { Path } from "@/lib/core/path.ts";
import type { DrawnNode } from "./draw-node.ts";

type FarTreeProps = { nodes: readonly DrawnNode[]; onSelect: (path: Path) => void };

/** How near a click must be to a node, in px of the drawing's own scale. */
const reach = 60;

const squareAround = ({ x, y, radius: r }: DrawnNode): string =>
  `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`;

/** A large tree from afar: one path a colour, no element a node. */
export function FarTree({ nodes, onSelect }: FarTreeProps) {
  const paths = useMemo(
    () =>
      [...Map.groupBy(nodes, (node) => node.stop)].map(([stop, group]) => ({
        stop,
        d: group.map(squareAround).join(""),
      })),
    [nodes],
  );
  const onClick = (event: MouseEvent<SVGGElement>): void => {
    const matrix = event.currentTarget.getScreenCTM();
    if (!matrix) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    const [nearest] = nodes
      .map((node) => ({ path: node.path, distance: Math.hypot(node.x - at.x, node.y - at.y) }))
      .toSorted((a, b) => a.distance - b.distance);
    if (nearest && nearest.distance < reach) onSelect(nearest.path);
  };
  return (
    <g onClick={onClick} aria-hidden className="cursor-pointer">
      {paths.map(({ stop, d }) => (
        <path key={stop ?? "none"} d={d} fill={stop === null ? "var(--edge)" : `var(--v${stop})`} />
      ))}
    </g>
  );
}
