"use client";
import { useCallback, useRef, useState } from "react";

/**
 * State that outlives a reload of this tab, as JSON under `key`; `parse` makes sense of what was kept, null for
 * nothing. Only for what is drawn in the browser alone: the first render looks into the storage.
 */
export function useTabState<State>(key: string, parse: (kept: unknown) => State) {
  const [state, setState] = useState<State>(() => parse(read(key)));
  const latest = useRef(state);
  const change = useCallback(
    (turn: (known: State) => State): void => {
      latest.current = turn(latest.current);
      setState(latest.current);
      try {
        sessionStorage.setItem(key, JSON.stringify(latest.current));
      } catch {
        // A tab without storage keeps it until it is reloaded.
      }
    },
    [key],
  );
  return [state, change] as const;
}

function read(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}
