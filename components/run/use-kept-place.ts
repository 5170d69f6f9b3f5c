"use client";
import { useLayoutEffect, useRef } from "react";
import type { RowWindow } from "@/components/ui/use-row-window.ts";

/**
 * Keeps what a reader sees where it is when the list's order changes under it: the current row if it is in sight, else
 * the first row in sight that is still listed. `list` names the list; another one begins at its top.
 */
export function useKeptPlace(
  rows: RowWindow,
  {
    indexes,
    rowOf,
    current,
    list,
  }: {
    readonly indexes: readonly number[] | null;
    readonly rowOf: ReadonlyMap<number, number>;
    readonly current: number | null;
    readonly list: string;
  },
): void {
  const before = useRef<{ indexes: readonly number[]; rowOf: ReadonlyMap<number, number>; list: string }>(
    null,
  );
  useLayoutEffect(() => {
    const was = before.current;
    if (indexes === null || was?.indexes === indexes) return;
    before.current = { indexes, rowOf, list };
    if (!was || was.indexes.length === 0) return;
    const [first, last] = rows.seen();
    if (first === 0) return;
    if (was.list !== list) {
      rows.shift(-first);
      return;
    }
    const inSight = was.indexes.slice(first, last + 1);
    const anchor =
      current !== null && inSight.includes(current) && rowOf.has(current)
        ? current
        : inSight.find((index) => rowOf.has(index));
    const [from, to] = [was.rowOf.get(anchor ?? -1), rowOf.get(anchor ?? -1)];
    if (from !== undefined && to !== undefined && from !== to) rows.shift(to - from);
  });
}
