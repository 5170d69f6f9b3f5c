"use client";
import { type RefObject, useEffect, useEffectEvent, useState } from "react";

/** The window is read in steps of so many rows: scrolling a row draws nothing anew. */
const stepRows = 4;

type RowWindowOptions = {
  readonly count: number;
  /** In px, the same for all rows. */
  readonly rowHeight: number;
  /** Rows drawn beyond each edge. */
  readonly beyond?: number;
  /** In px, what covers the upper and the lower edge of the window. */
  readonly coveredTop: number;
  readonly coveredBottom: number;
};

export type RowWindow = {
  /** Rows to draw, from 0, the last one included; last is below first where there is none. */
  readonly first: number;
  readonly last: number;
  /** Rows that a reader sees now, read from the page itself. */
  readonly seen: () => readonly [first: number, last: number];
  /** Scrolls no further than it takes for a row to be seen; or, where it is not in sight, to the middle. */
  readonly reveal: (row: number, to?: "edge" | "middle") => void;
  /** Moves the page by so many rows, so that what is seen stays where it is when rows come or go above it. */
  readonly shift: (rows: number) => void;
};

/**
 * Which rows of a long list to draw while the page scrolls over it. All rows are equally high, so that the list's
 * length is known at once and its scrollbar reaches any row.
 */
export function useRowWindow(
  list: RefObject<HTMLElement | null>,
  { count, rowHeight, beyond = 12, coveredTop, coveredBottom }: RowWindowOptions,
): RowWindow {
  const [at, setAt] = useState({ first: 0, last: 40 });
  const seen = (): readonly [number, number] => {
    const top = list.current?.getBoundingClientRect().top ?? 0;
    return [
      Math.max(0, Math.floor((coveredTop - top) / rowHeight)),
      Math.floor((window.innerHeight - coveredBottom - top) / rowHeight),
    ];
  };
  const measure = (): void => {
    const [first, last] = seen();
    const next = {
      first: Math.max(0, Math.floor((first - beyond) / stepRows) * stepRows),
      // Some even where the list begins below the window: a reader of the page's words looks further.
      last: Math.ceil((Math.max(last, first) + beyond) / stepRows) * stepRows,
    };
    setAt((now) => (now.first === next.first && now.last === next.last ? now : next));
  };

  const onMove = useEffectEvent(measure);
  useEffect(() => {
    const listen = (): void => onMove();
    window.addEventListener("scroll", listen, { passive: true });
    window.addEventListener("resize", listen, { passive: true });
    // Says the first size too, and changes with the list and with what stands above it.
    const observer = new ResizeObserver(listen);
    observer.observe(document.body);
    return () => {
      window.removeEventListener("scroll", listen);
      window.removeEventListener("resize", listen);
      observer.disconnect();
    };
  }, []);

  return {
    first: Math.min(at.first, Math.max(0, count - 1)),
    last: Math.min(at.last, count - 1),
    seen,
    reveal(row, to = "edge") {
      const top = (list.current?.getBoundingClientRect().top ?? 0) + row * rowHeight;
      const low = window.innerHeight - coveredBottom - rowHeight;
      const isSeen = top >= coveredTop && top <= low;
      if (to === "middle" && !isSeen) window.scrollBy(0, top - (coveredTop + low) / 2);
      else if (top < coveredTop) window.scrollBy(0, top - coveredTop);
      else if (top > low) window.scrollBy(0, top - low);
      measure();
    },
    shift(rows) {
      window.scrollBy(0, rows * rowHeight);
      measure();
    },
  };
}
