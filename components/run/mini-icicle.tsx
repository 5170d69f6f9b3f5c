import { memo } from "react";
import { valueColour } from "@/lib/draw/colour.ts";
import { layOutMiniIcicle } from "@/lib/draw/mini-icicle.ts";
import type { RoleView, TreeItem } from "@/lib/http/wire/runs.ts";

type MiniIcicleProps = {
  roles: readonly RoleView[];
  tree: TreeItem;
  branching: Readonly<Record<string, number>> | null;
  threshold: number;
};

const size = { width: 108, height: 26 };

/** A tree's values as three thin bands, so that rows can be told apart at a glance. */
export const MiniIcicle = memo(function MiniIcicle({ roles, tree, branching, threshold }: MiniIcicleProps) {
  const rows = roles.map((role) => tree.values[role.name] ?? []);
  const counts = roles.map((_, depth) =>
    roles.slice(0, depth + 1).reduce((product, role) => product * (branching?.[role.name] ?? 0), 1),
  );
  const cells = layOutMiniIcicle(rows, counts, size);
  return (
    <svg
      {...size}
      role="img"
      aria-label={`${tree.correctLeaves} of ${tree.leaves} leaves correct`}
      className="block overflow-hidden rounded-[3px]"
    >
      {cells.map((cell) => (
        <rect
          key={`${cell.x} ${cell.y}`}
          x={cell.x}
          y={cell.y}
          width={cell.width}
          height={cell.height}
          rx={cell.width > 8 ? 1.5 : 0.5}
          fill={valueColour(cell.value, threshold)}
        />
      ))}
    </svg>
  );
});
