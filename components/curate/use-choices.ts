"use client";
import { useCallback, useMemo } from "react";
import type { DecisionVerdict } from "@/lib/http/wire/pairs.ts";
import { useTabState } from "./use-tab-state.ts";

/**
 * What was chosen on a pair before its values were shown (`first`), and what `↵` would save; `now` is null once it
 * is saved. A pair that is kept here has been revealed and is never hidden again in this tab.
 */
export type Choice = { readonly first: DecisionVerdict; readonly now: DecisionVerdict | null };

/** So many revealed pairs are kept, for this tab, over reloads. */
const most = 500;

type Kept = readonly (readonly [string, Choice])[];
const parse = (kept: unknown): Kept => (Array.isArray(kept) ? (kept as Kept) : []);

/** The blind choices made in this tab on pairs of a run, by a text that names the pair and who chose. */
export function useChoices(runId: string) {
  const [kept, change] = useTabState(`malthouse.choices.${runId}`, parse);
  const choices = useMemo(() => new Map(kept), [kept]);
  const keep = useCallback(
    (name: string, choice: Choice) =>
      change((known) => [...known.filter(([other]) => other !== name), [name, choice] as const].slice(-most)),
    [change],
  );
  return { choices, keep };
}
