import type { RowFormat } from "./formats/format.ts";
import type { Recipe } from "./recipe.ts";
import type { SettledRecipe } from "./settle-recipe.ts";

/** A policy of a recipe, set otherwise: what the field would be. */
export type PolicyChange = { readonly field: keyof Recipe; readonly recipe: Partial<Recipe> };

/** What MALT kept at most a model and benchmark (section 5.1), rounded; a cap that leaves questions their spread. */
const [mostRows, cap] = [6000, 8];
/** The smallest gap between two nodes of three children each. */
const smallGap = 0.333333;

/**
 * The policies that could be switched, each by itself: what is on would be off, what is off would be on, at a value that
 * is often taken where it needs one. Policies that the recipe's kinds have no use for are not among them.
 */
export function policyChanges(
  recipe: SettledRecipe,
  format: Pick<RowFormat, "defaultTokens">,
): readonly PolicyChange[] {
  const hasPairs = recipe.kinds.includes("dpo") || recipe.kinds.includes("reward");
  const defaults = recipe.kinds.flatMap((kind) => format.defaultTokens(kind) ?? []);
  const defaultTokens = defaults.length > 0 ? Math.min(...defaults) : null;
  const change = (field: keyof Recipe, value: unknown): PolicyChange[] => [
    { field, recipe: { [field]: value } },
  ];
  const other = (field: "undecided" | "truncated" | "unknown" | "restsOnUnknown"): PolicyChange[] =>
    change(field, recipe[field] === "include" ? "exclude" : "include");
  const limit = (
    field: "maxPairsPerQuestion" | "maxRows" | "maxPromptTokens" | "maxCompletionTokens" | "maxTokens",
    proposed: number | null,
  ): PolicyChange[] =>
    recipe[field] !== null ? change(field, null) : proposed === null ? [] : change(field, proposed);
  return [
    ...change("thresholdAlpha", recipe.thresholdAlpha > 0 ? 0 : 1),
    ...(hasPairs ? change("minMargin", recipe.minMargin > 0 ? 0 : smallGap) : []),
    ...(hasPairs ? other("undecided") : []),
    ...(recipe.kinds.includes("sft")
      ? change("sftFrom", recipe.sftFrom === "all_positives" ? "paired_positives" : "all_positives")
      : []),
    ...other("truncated"),
    ...other("unknown"),
    ...other("restsOnUnknown"),
    ...(hasPairs ? change("onePairPerParent", !recipe.onePairPerParent) : []),
    ...limit("maxPairsPerQuestion", cap),
    ...limit("maxRows", mostRows),
    ...limit("maxPromptTokens", null),
    ...limit("maxCompletionTokens", null),
    ...limit("maxTokens", defaultTokens),
    ...(recipe.kinds.includes("step") ? change("stopAtFirstError", !recipe.stopAtFirstError) : []),
    ...change("dedupe", !recipe.dedupe),
    ...change("dedupeTexts", !recipe.dedupeTexts),
  ];
}
