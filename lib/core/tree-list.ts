/** What a run's trees can be narrowed to, by name. */
export const treeFilters = [
  "all",
  "mixed",
  "all_correct",
  "all_incorrect",
  "unknown",
  "disagreement",
  "local_disagreement",
  "failed",
  "overridden",
  "paired",
  "truncated",
  "identical",
] as const;
export type TreeFilter = (typeof treeFilters)[number];

/** What they can be sorted by, rising; with a minus falling. Ties follow the run's order. */
export const treeSorts = [
  "index",
  "-index",
  "question",
  "-question",
  "gold",
  "-gold",
  "value",
  "-value",
  "pairs",
  "-pairs",
  "unknown",
  "-unknown",
  "cost",
  "-cost",
  "tokens",
  "-tokens",
  "status",
  "-status",
] as const;
export type TreeSort = (typeof treeSorts)[number];
