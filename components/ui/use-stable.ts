"use client";
import { useCallback, useLayoutEffect, useRef } from "react";

/**
 * The same function for every render, which does what the latest `act` would: for handlers of memoised parts. Not to
 * be called while rendering.
 */
export function useStable<Given extends readonly unknown[]>(
  act: (...given: Given) => void,
): (...given: Given) => void {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...given: Given) => latest.current(...given), []);
}
