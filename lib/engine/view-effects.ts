import type { Store } from "../../db/client.ts";
import { MalthouseError } from "../core/errors.ts";
import { countEffects } from "../export/count-effects.ts";
import type { PolicyEffects } from "../http/wire/exports.ts";
import { candidatesOf } from "./candidates-of.ts";
import { checkRecipe } from "./check-recipe.ts";

/**
 * What each policy would do to a recipe's rows before it is used; none for trees. Throws what checkRecipe throws, and
 * `not_ready` once nobody waits for it any more.
 */
export async function viewEffects(store: Store, body: unknown, signal?: AbortSignal): Promise<PolicyEffects> {
  const { recipe, runs } = await checkRecipe(store, body);
  if (recipe.format === "trees") return { rows: 0, effects: [] };
  const onTree = async (): Promise<void> => {
    if (signal?.aborted) throw new MalthouseError("not_ready", "The count was broken off. Ask again.");
  };
  const { rows, effects } = await countEffects(recipe, (changed, draw) =>
    candidatesOf(store, runs, changed, draw, onTree),
  );
  return { rows, effects: [...effects] };
}
