import { memo, useMemo } from "react";
import type { Path } from "@/lib/core/path.ts";
import type { DrawnNode } from "./draw-node.ts";

const squareAround = ({ x, y, radius: r }: DrawnNode): string =>
  `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`;

const ringAround = ({ x, y, radius: r }: DrawnNode): string =>
  `M${x - r - 10} ${y}a${r + 10} ${r + 10} 0 1 0 ${2 * r + 20} 0a${r + 10} ${r + 10} 0 1 0 ${-2 * r - 20} 0`;

type FarTreeProps = { nodes: readonly DrawnNode[]; found: ReadonlySet<Path> };

/** A large tree from afar: one path a colour, no element a node, so that neither panning nor recolouring waits for it. */
export const FarTree = memo(function FarTree({ nodes, found }: FarTreeProps) {
  const paths = useMemo(
    () =>
      [...Map.groupBy(nodes, (node) => node.stop)].map(([stop, group]) => ({
        stop,
        d: group.map(squareAround).join(""),
      })),
    [nodes],
  );
  const rings = useMemo(
    () =>
      found.size === 0
        ? ""
        : nodes
            .filter((node) => found.has(node.path))
            .map(ringAround)
            .join(""),
    [nodes, found],
  );
  return (
    <g aria-hidden>
      {paths.map(({ stop, d }) => (
        <path key={stop ?? "none"} d={d} fill={stop === null ? "var(--edge)" : `var(--v${stop})`} />
      ))}
      {rings !== "" && <path d={rings} fill="none" stroke="var(--accent)" strokeWidth={8} />}
    </g>
  );
});
