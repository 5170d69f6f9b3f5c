import type { Candidate } from "./candidate.ts";
import type { RowFormat } from "./formats/format.ts";
import type { LabelDraw } from "./label-draw.ts";
import type { Selection } from "./select-each.ts";
import { selectReal } from "./select-real.ts";
import { selectShuffled } from "./select-shuffled.ts";
import type { SettledRecipe } from "./settle-recipe.ts";

/**
 * Applies a recipe to candidates in the order given: what is in, in which file, and why the rest is not, one
 * reason each. Kinds and roles that were not asked for pass without a word. With a limit over many rows the
 * source is opened twice, for shuffled labels several times, and must give the same candidates for the same draw; memory
 * holds no texts either way.
 */
export function selectRows(
  open: (draw: LabelDraw) => AsyncIterable<Candidate>,
  recipe: SettledRecipe,
  format: RowFormat,
): AsyncGenerator<Selection> {
  return (recipe.labels === "shuffled" ? selectShuffled : selectReal)(open, recipe, format);
}
