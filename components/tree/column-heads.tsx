import { useMemo, type Ref } from "react";
import { headsOf } from "./heads-of.ts";
import type { TreeIndex } from "./index-tree.ts";

type ColumnHeadsProps = {
  index: TreeIndex;
  columns: readonly number[];
  /** The depth of the first column. */
  firstDepth: number;
  groupRef: Ref<SVGGElement>;
};

/** Heads of the columns; the zoom handler keeps them above their columns. */
export function ColumnHeads({ index, columns, firstDepth, groupRef }: ColumnHeadsProps) {
  const heads = useMemo(() => headsOf(index).slice(firstDepth), [index, firstDepth]);
  return (
    <g ref={groupRef} className="column-heads">
      {heads.map(({ title, note }, column) => (
        <g key={title} data-x={columns[column] ?? 0}>
          <text
            y={16}
            x={column === 0 ? -42 : 0}
            textAnchor={column === 0 ? "start" : "middle"}
            className="title"
          >
            {title}
          </text>
          <text
            y={32}
            x={column === 0 ? -42 : 0}
            textAnchor={column === 0 ? "start" : "middle"}
            className="note"
          >
            {note}
          </text>
        </g>
      ))}
    </g>
  );
}
