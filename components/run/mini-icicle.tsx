import { memo } from "react";
import { valueColour } from "@/lib/draw/colour.ts";
import { layOutMiniIcicle } from "@/lib/draw/mini-icicle.ts";
import type { RoleView, TreeItem } from "@/lib/http/wire/runs.ts";

type MiniIcicleProps = {
  roles: readonly RoleView[];
  tree: Pick<TreeItem, "valueLine" | "leaves" | "correctLeaves">;
  branching: Readonly<Record<string, number>> | null;
  threshold: number;
  /** How wide it is drawn. */
  width?: number;
};

const size = { width: 108, height: 26 };

/** Two decimals are finer than any screen draws. */
const round = (value: number): number => Math.round(value * 100) / 100;

/** A tree's values as thin bands, one a depth, so that rows can be told apart at a glance. */
export const MiniIcicle = memo(function MiniIcicle(props: MiniIcicleProps) {
  const { roles, tree, branching, threshold, width: drawnWidth = size.width } = props;
  const planned = roles.map((role) => branching?.[role.name] ?? 0);
  // One outline a colour: a page of rows is drawn while it scrolls, and a tree may have a thousand cells.
  const outlines = new Map<string, string>();
  for (const { x, y, width, height, value } of layOutMiniIcicle(tree.valueLine, planned, size)) {
    const colour = valueColour(value, threshold);
    const box = `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${-round(width)}z`;
    outlines.set(colour, (outlines.get(colour) ?? "") + box);
  }
  return (
    <svg
      viewBox={`0 0 ${size.width} ${size.height}`}
      preserveAspectRatio="none"
      width={drawnWidth}
      height={size.height}
      role="img"
      aria-label={`${tree.correctLeaves} of ${tree.leaves} leaves correct`}
      className="block overflow-hidden rounded-[3px]"
    >
      {[...outlines].map(([colour, outline]) => (
        <path key={colour} d={outline} fill={colour} />
      ))}
    </svg>
  );
});
