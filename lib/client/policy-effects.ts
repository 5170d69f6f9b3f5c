import { PolicyEffects } from "../http/wire/exports.ts";
import type { RecipeBody } from "./exports.ts";
import { sendJson } from "./send.ts";

/** What each policy would do to the recipe's rows before it is used. */
export const countEffects = (recipe: RecipeBody, signal?: AbortSignal): Promise<PolicyEffects> =>
  sendJson("POST", "/api/exports/effects", recipe, PolicyEffects, { signal });
