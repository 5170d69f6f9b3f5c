"use client";
import { useState } from "react";

export type Chosen = {
  /** Places in the run of the chosen trees. */
  readonly indexes: ReadonlySet<number>;
  /** Turns one; with `isRange` all rows from the last one turned to this one follow it. */
  readonly toggle: (index: number, isRange: boolean) => void;
  readonly set: (indexes: readonly number[]) => void;
};

/** Which rows of a list are chosen; they stay so while filters and order change. `order` is the list as shown. */
export function useChosen(order: readonly number[]): Chosen {
  const [indexes, setIndexes] = useState<ReadonlySet<number>>(new Set());
  const [last, setLast] = useState<number | null>(null);
  return {
    indexes,
    toggle(index, isRange) {
      const isOn = !indexes.has(index);
      const ends = isRange && last !== null ? [order.indexOf(last), order.indexOf(index)] : [];
      const [from = -1, to = -1] = ends.toSorted((a, b) => a - b);
      const turned = from < 0 ? [index] : order.slice(from, to + 1);
      const next = new Set(indexes);
      for (const one of turned)
        if (isOn) next.add(one);
        else next.delete(one);
      setIndexes(next);
      setLast(index);
    },
    set(all) {
      setIndexes(new Set(all));
      setLast(null);
    },
  };
}
