"use client";
import { useEffect, useRef } from "react";
import { createStopwatch } from "./create-stopwatch.ts";

const doings = ["keydown", "pointermove", "pointerdown", "wheel", "scroll"] as const;

/** Reads how long the thing named by `shown` has been before the person, in milliseconds; null while nothing is. */
export function useDecisionTime(shown: string | null): () => number | null {
  const watch = useRef<ReturnType<typeof createStopwatch> | null>(null);
  useEffect(() => {
    if (shown === null) return;
    const own = createStopwatch(performance.now());
    watch.current = own;
    const touch = () => own.touch(performance.now());
    const turn = () => (document.hidden ? own.hide(performance.now()) : own.show(performance.now()));
    for (const doing of doings) addEventListener(doing, touch, { passive: true, capture: true });
    document.addEventListener("visibilitychange", turn);
    return () => {
      for (const doing of doings) removeEventListener(doing, touch, { capture: true });
      document.removeEventListener("visibilitychange", turn);
      watch.current = null;
    };
  }, [shown]);
  return () => watch.current?.read(performance.now()) ?? null;
}
