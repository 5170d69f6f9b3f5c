import type { DropReason } from "./drop-reason.ts";
import type { KindName } from "./recipe.ts";
import type { Selection } from "./select-each.ts";
import type { SettledRecipe } from "./settle-recipe.ts";

export type SplitCounts = { train: number; validation: number };
/** Rows by kind, role and split; every kind and role asked for is there, with 0 where none is left. */
export type Counts = Partial<Record<KindName, Record<string, SplitCounts>>>;
export type Dropped = Partial<Record<DropReason, number>>;

export type Tally = { readonly counts: Counts; readonly dropped: Dropped; add(selection: Selection): void };

/** Counts selections as they pass; trees that gave none, unfinished or with a gold marked wrong, are counted from the start. */
export function startTally(recipe: SettledRecipe, unfinishedTrees = 0, markedTrees = 0): Tally {
  const counts: Counts = {};
  for (const kind of recipe.kinds)
    counts[kind] = Object.fromEntries(recipe.roles.map((role) => [role, { train: 0, validation: 0 }]));
  const dropped: Dropped = {
    ...(unfinishedTrees > 0 && { unfinished_trees: unfinishedTrees }),
    ...(markedTrees > 0 && { gold_marked_wrong: markedTrees }),
  };
  return {
    counts,
    dropped,
    add: (selection) => {
      if ("dropped" in selection) dropped[selection.dropped] = (dropped[selection.dropped] ?? 0) + 1;
      else {
        const place = counts[selection.candidate.kind]?.[selection.candidate.role];
        if (place) place[selection.split] += 1;
      }
    },
  };
}
