"use client";
import { useCallback, useState } from "react";
import type { PairItem } from "@/lib/http/wire/pairs.ts";
import type { GivenVerdict } from "./use-decisions.ts";

/** A decision that was made here: the pair as it was before, and the word that was given. */
export type Step = { readonly pair: PairItem; readonly verdict: GivenVerdict };

/** So many steps are kept, for this tab, over reloads. */
const most = 50;

function read(key: string): Step[] {
  try {
    const parsed: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return Array.isArray(parsed) ? (parsed as Step[]) : [];
  } catch {
    return [];
  }
}

/** The steps of this run that can be taken back, the last one first to go. */
export function useUndo(runId: string) {
  const key = `malthouse.undo.${runId}`;
  // Only ever drawn in the browser, once the run is read: the first render may look into the storage.
  const [steps, setSteps] = useState<readonly Step[]>(() => read(key));
  const keep = useCallback(
    (next: readonly Step[]) => {
      setSteps(next);
      try {
        sessionStorage.setItem(key, JSON.stringify(next));
      } catch {
        // A tab without storage undoes what it has made since it was opened.
      }
    },
    [key],
  );
  const push = (step: Step): void => keep([...steps, step].slice(-most));
  const pop = (): Step | null => {
    const last = steps.at(-1);
    if (last) keep(steps.slice(0, -1));
    return last ?? null;
  };
  return { last: steps.at(-1) ?? null, push, pop };
}
