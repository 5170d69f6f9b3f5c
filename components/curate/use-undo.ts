"use client";
import { useCallback, useState } from "react";
import type { PairItem } from "@/lib/http/wire/pairs.ts";
import type { GivenVerdict } from "./decision-entries.ts";

/** A decision that was made here: the pair as it was before, and the word that was given. */
export type Step = {
  readonly pair: PairItem;
  readonly verdict: GivenVerdict;
  readonly reason?: string | undefined;
};

/** Steps made, the last one at the end, and steps taken back, the next one to make again at the end. */
type Steps = { readonly done: readonly Step[]; readonly undone: readonly Step[] };

/** So many steps are kept, for this tab, over reloads. */
const most = 50;
const none: Steps = { done: [], undone: [] };

function read(key: string): Steps {
  try {
    const parsed = JSON.parse(sessionStorage.getItem(key) ?? "null") as Partial<Steps> | null;
    return Array.isArray(parsed?.done) && Array.isArray(parsed.undone)
      ? { done: parsed.done, undone: parsed.undone }
      : none;
  } catch {
    return none;
  }
}

/** The steps of this run that can be taken back, the last one first to go, and made again until a new one is made. */
export function useUndo(runId: string) {
  const key = `malthouse.undo.${runId}`;
  // Only ever drawn in the browser, once the run is read: the first render may look into the storage.
  const [steps, setSteps] = useState<Steps>(() => read(key));
  const keep = useCallback(
    (next: Steps) => {
      setSteps(next);
      try {
        sessionStorage.setItem(key, JSON.stringify(next));
      } catch {
        // A tab without storage undoes what it has made since it was opened.
      }
    },
    [key],
  );
  const push = (step: Step): void => keep({ done: [...steps.done, step].slice(-most), undone: [] });
  const pop = (): Step | null => {
    const last = steps.done.at(-1);
    if (last) keep({ done: steps.done.slice(0, -1), undone: [...steps.undone, last] });
    return last ?? null;
  };
  const redo = (): Step | null => {
    const next = steps.undone.at(-1);
    if (next) keep({ done: [...steps.done, next], undone: steps.undone.slice(0, -1) });
    return next ?? null;
  };
  return { last: steps.done.at(-1) ?? null, next: steps.undone.at(-1) ?? null, push, pop, redo };
}
