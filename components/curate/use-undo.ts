"use client";
import { useCallback } from "react";
import type { PairItem } from "@/lib/http/wire/pairs.ts";
import type { GivenVerdict } from "./decision-entries.ts";
import { useTabState } from "./use-tab-state.ts";

/** A decision that was made here: the pair as it was before, and the word that was given. */
export type PairStep = {
  readonly pair: PairItem;
  readonly verdict: GivenVerdict;
  readonly reason?: string | undefined;
  readonly settles?: boolean | undefined;
};
/** One word on many pairs: `bulk` names the step in the history. */
export type BulkStep = { readonly bulk: string; readonly saved: number; readonly verdict: GivenVerdict };
export type Step = PairStep | BulkStep;

/** Steps made, the last one at the end, and steps taken back, the next one to make again at the end. */
type Steps = { readonly done: readonly Step[]; readonly undone: readonly Step[] };

/** So many steps are kept, for this tab, over reloads. */
const most = 50;
const none: Steps = { done: [], undone: [] };

function parse(kept: unknown): Steps {
  const { done, undone } = (kept ?? none) as Partial<Steps>;
  return Array.isArray(done) && Array.isArray(undone) ? { done, undone } : none;
}

/** The steps of this run that can be taken back, the last one first to go, and made again until a new one is made. */
export function useUndo(runId: string) {
  const [steps, change] = useTabState(`malthouse.undo.${runId}`, parse);
  const push = (step: Step): void =>
    change(({ done }) => ({ done: [...done, step].slice(-most), undone: [] }));
  const [last, next] = [steps.done.at(-1) ?? null, steps.undone.at(-1) ?? null];
  const pop = (): Step | null => {
    if (last)
      change(({ done, undone }) => ({
        done: done.filter((step) => step !== last),
        undone: [...undone, last],
      }));
    return last;
  };
  const redo = (): Step | null => {
    if (next)
      change(({ done, undone }) => ({
        done: [...done, next],
        undone: undone.filter((step) => step !== next),
      }));
    return next;
  };
  /** Taking a bulk step back makes a new one, which takes that back in turn. */
  const rename = useCallback(
    (from: string, to: string): void => {
      const renamed = (step: Step): Step =>
        "bulk" in step && step.bulk === from ? { ...step, bulk: to } : step;
      change(({ done, undone }) => ({ done: done.map(renamed), undone: undone.map(renamed) }));
    },
    [change],
  );
  return { last, next, push, pop, redo, rename };
}
