"use client";
import { useCallback, useState } from "react";
import type { DecisionVerdict } from "@/lib/http/wire/pairs.ts";

/**
 * What was chosen on a pair before its values were shown (`first`), and what `↵` would save; `now` is null once it
 * is saved. A pair that is kept here has been revealed and is never hidden again in this tab.
 */
export type Choice = { readonly first: DecisionVerdict; readonly now: DecisionVerdict | null };

/** So many revealed pairs are kept, for this tab, over reloads. */
const most = 500;

function read(key: string): [string, Choice][] {
  try {
    const parsed: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return Array.isArray(parsed) ? (parsed as [string, Choice][]) : [];
  } catch {
    return [];
  }
}

/** The blind choices made in this tab on pairs of a run, by a text that names the pair and who chose. */
export function useChoices(runId: string) {
  const key = `malthouse.choices.${runId}`;
  // Only ever drawn in the browser, once the run is read: the first render may look into the storage.
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(() => new Map(read(key)));
  const keep = useCallback(
    (name: string, choice: Choice) =>
      setChoices((known) => {
        const next = new Map([...known, [name, choice] as const].slice(-most));
        try {
          sessionStorage.setItem(key, JSON.stringify([...next]));
        } catch {
          // A tab without storage hides a revealed pair again after a reload.
        }
        return next;
      }),
    [key],
  );
  return { choices, keep };
}
