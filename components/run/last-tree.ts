/** The tree that this tab showed last, until a list has come back to it. */
let last: { readonly runId: string; readonly index: number } | null = null;

/** To be called by a tree's page: the run's list, when one goes back to it, begins at its row. */
export function noteTree(runId: string, index: number): void {
  last = { runId, index };
}

/** To be called outside of runs: who opens the run anew begins at its top. */
export function forgetTree(): void {
  last = null;
}

/** The place in this run of the tree that was shown last; null where the tab comes from elsewhere. */
export const lastTree = (runId: string): number | null => (last?.runId === runId ? last.index : null);
