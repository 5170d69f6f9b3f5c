"use client";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { RowWindow } from "@/components/ui/use-row-window.ts";

type RowFocusOptions = {
  readonly list: RefObject<HTMLElement | null>;
  readonly rows: RowWindow;
  readonly indexes: readonly number[];
  readonly rowOf: ReadonlyMap<number, number>;
  /** The tree to begin at, by its place in the run. */
  readonly begin: number | null;
  readonly onChoose: (index: number, isRange: boolean) => void;
};

export type RowFocus = {
  /** The current row by its tree's place in the run; null before one was reached. */
  readonly current: number | null;
  readonly setCurrent: (index: number) => void;
  /** Focuses a row, from 0. */
  readonly goTo: (row: number) => void;
  /** Goes so many rows on, or back, and focuses there. */
  readonly go: (by: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/**
 * One row of the list has the focus, and it is the tree that keeps it: rows that come and go leave it where the reader
 * is. Arrows, page up and down, home and end move it, space chooses (the grid pattern of the ARIA practices, by rows).
 */
export function useRowFocus({ list, rows, indexes, rowOf, begin, onChoose }: RowFocusOptions): RowFocus {
  const [current, setCurrent] = useState<number | null>(begin);
  const wanted = useRef<number | null>(null);
  const row = current === null ? undefined : rowOf.get(current);
  const take = (): void => {
    if (wanted.current === null) return;
    const element = list.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (!element) return;
    element.focus({ preventScroll: true });
    wanted.current = null;
  };
  useEffect(take);
  const goTo = (target: number): void => {
    const to = Math.min(indexes.length - 1, Math.max(0, target));
    const index = indexes[to];
    if (index === undefined) return;
    setCurrent(index);
    wanted.current = index;
    rows.reveal(to);
    take();
  };
  const go = (by: number): void => {
    const [first, last] = rows.seen();
    // The first step begins where the reader is, not at a row that was left behind.
    if (row === undefined || row < first - 1 || row > last + 1) goTo(by > 0 || first === 0 ? first : last);
    else goTo(row + by);
  };
  return {
    current,
    setCurrent,
    goTo,
    go,
    onKeyDown(event) {
      const isRow = event.target instanceof HTMLElement && event.target.dataset["index"] !== undefined;
      if (!isRow || event.metaKey || event.ctrlKey || event.altKey) return;
      const [first, last] = rows.seen();
      const page = Math.max(1, last - first - 1);
      const moves: Readonly<Record<string, () => void>> = {
        ArrowDown: () => goTo((row ?? -1) + 1),
        ArrowUp: () => goTo((row ?? 1) - 1),
        PageDown: () => goTo((row ?? 0) + page),
        PageUp: () => goTo((row ?? 0) - page),
        Home: () => goTo(0),
        End: () => goTo(indexes.length - 1),
        " ": () => current !== null && onChoose(current, event.shiftKey),
      };
      const move = moves[event.key];
      if (!move) return;
      event.preventDefault();
      move();
    },
  };
}
