"use client";
import { useState } from "react";
import { searchOf } from "@/lib/client/search-of.ts";
import type { Run } from "@/lib/http/wire/runs.ts";

export type MarkedRuns = {
  readonly has: (runId: string) => boolean;
  /** A third one takes the place of the one marked first. */
  readonly toggle: (runId: string) => void;
};

/** Up to two runs marked for a comparison, and where it is; null until there are two. The older run is A. */
export function useMarkedRuns(runs: readonly Run[]): MarkedRuns & { readonly href: string | null } {
  const [marked, setMarked] = useState<readonly string[]>([]);
  const shown = runs.filter(({ id }) => marked.includes(id));
  const [first, second] = shown.toSorted((x, y) => (x.createdAt < y.createdAt ? -1 : 1));
  return {
    has: (runId) => marked.includes(runId),
    toggle: (runId) =>
      setMarked((known) =>
        known.includes(runId) ? known.filter((id) => id !== runId) : [...known, runId].slice(-2),
      ),
    href: first && second ? `/compare${searchOf({ a: first.id, b: second.id })}` : null,
  };
}
