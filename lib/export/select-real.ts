import { identityOf, type Candidate } from "./candidate.ts";
import type { DropReason } from "./drop-reason.ts";
import type { RowFormat } from "./formats/format.ts";
import { realLabels, type LabelDraw } from "./label-draw.ts";
import { hasLimits, limitRows } from "./limit-rows.ts";
import { rankRows, selectEach, type Selection } from "./select-each.ts";
import type { SettledRecipe } from "./settle-recipe.ts";

/** selectRows under one set of labels: the real ones, or those turned. */
export async function* selectReal(
  open: (draw: LabelDraw) => AsyncIterable<Candidate>,
  recipe: SettledRecipe,
  format: RowFormat,
): AsyncGenerator<Selection> {
  const draw: LabelDraw = recipe.labels === "inverted" ? { labels: "inverted", permutation: 0 } : realLabels;
  const over = hasLimits(recipe)
    ? limitRows(await rankRows(selectEach(open(draw), recipe, format), recipe.seed), recipe)
    : new Map<string, DropReason>();
  for await (const selection of selectEach(open(draw), recipe, format)) {
    const dropped = "dropped" in selection ? undefined : over.get(identityOf(selection.candidate));
    yield dropped === undefined ? selection : { candidate: selection.candidate, dropped };
  }
}
