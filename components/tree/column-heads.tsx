import { useMemo, type Ref } from "react";
import { headsOf } from "./heads-of.ts";
import type { TreeIndex } from "./index-tree.ts";

type ColumnHeadsProps = { index: TreeIndex; columns: readonly number[]; groupRef: Ref<SVGGElement> };

/** Heads of the columns; the zoom handler keeps them above their columns. */
export function ColumnHeads({ index, columns, groupRef }: ColumnHeadsProps) {
  const heads = useMemo(() => headsOf(index), [index]);
  return (
    <g ref={groupRef} className="column-heads">
      {heads.map(({ title, note }, depth) => (
        <g key={title} data-x={columns[depth] ?? 0}>
          <text
            y={16}
            x={depth === 0 ? -42 : 0}
            textAnchor={depth === 0 ? "start" : "middle"}
            className="title"
          >
            {title}
          </text>
          <text
            y={32}
            x={depth === 0 ? -42 : 0}
            textAnchor={depth === 0 ? "start" : "middle"}
            className="note"
          >
            {note}
          </text>
        </g>
      ))}
    </g>
  );
}
