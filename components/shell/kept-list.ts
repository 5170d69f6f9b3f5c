"use client";
import { useEffect, useSyncExternalStore } from "react";

const searches = new Map<string, string>();
const listeners = new Set<() => void>();

/** Keeps, for this tab, how a run's questions are listed, so that every way back leads to the same list. */
export function useKeepList(runId: string, search: string): void {
  useEffect(() => {
    if (searches.get(runId) === search) return;
    searches.set(runId, search);
    for (const listen of listeners) listen();
  }, [runId, search]);
}

const subscribe = (listen: () => void): (() => void) => {
  listeners.add(listen);
  return () => listeners.delete(listen);
};

/** How the run's questions were listed last, as "?a=1" or ""; "" outside a run. */
export const useKeptList = (runId: string | null): string =>
  useSyncExternalStore(
    subscribe,
    () => (runId === null ? "" : (searches.get(runId) ?? "")),
    () => "",
  );
