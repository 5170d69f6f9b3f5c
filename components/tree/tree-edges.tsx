import { memo, useMemo } from "react";
import type { Path } from "@/lib/core/path.ts";
import { drawCurve } from "@/lib/draw/draw-curve.ts";
import type { PlacedLink } from "@/lib/draw/layout-tree.ts";
import type { TreeIndex } from "./index-tree.ts";

type TreeEdgesProps = {
  index: TreeIndex;
  links: readonly PlacedLink[];
  onPath: ReadonlySet<Path>;
  /** The stretch of y to draw; null draws all. */
  view: { readonly from: number; readonly to: number } | null;
  /** The drawing is stretched: the selected path keeps its width. */
  isFar: boolean;
};

/** By the pairs that the child is in: none, one, two or more. */
const looks = [
  { width: 1, opacity: 0.7 },
  { width: 2.5, opacity: 0.5 },
  { width: 4, opacity: 0.5 },
] as const;

/** All edges as one path a width, the selected path above them in the accent. */
export const TreeEdges = memo(function TreeEdges({ index, links, onPath, view, isFar }: TreeEdgesProps) {
  const { joined, dotted } = useMemo(() => {
    const curves = looks.map(() => "");
    let asked = "";
    for (const link of links) {
      const { path, fromY, toY } = link;
      if (view && (Math.max(fromY, toY) < view.from || Math.min(fromY, toY) > view.to)) continue;
      const curve = drawCurve(link, isFar ? 1 : undefined);
      if (index.places.get(path)?.kind !== "node") asked += curve;
      else {
        const look = Math.min(2, index.pairs.own.get(path) ?? 0);
        curves[look] = (curves[look] ?? "") + curve;
      }
    }
    return { joined: curves, dotted: asked };
  }, [index, links, view, isFar]);
  const effect = isFar ? "non-scaling-stroke" : undefined;
  const chosen = links.filter((link) => onPath.has(link.path));
  return (
    <g fill="none" aria-hidden pointerEvents="none">
      {looks.map((look, count) => (
        <path
          key={look.width}
          d={joined[count]}
          stroke="var(--edge)"
          strokeWidth={look.width}
          strokeOpacity={look.opacity}
        />
      ))}
      <path
        d={dotted}
        stroke="var(--edge)"
        strokeWidth={1.25}
        strokeDasharray="1.5 4"
        strokeLinecap="round"
      />
      {chosen.map((link) => (
        <g key={link.path}>
          <path d={drawCurve(link)} stroke="var(--bg)" strokeWidth={7} vectorEffect={effect} />
          <path d={drawCurve(link)} stroke="var(--accent)" strokeWidth={3.5} vectorEffect={effect} />
        </g>
      ))}
    </g>
  );
});
