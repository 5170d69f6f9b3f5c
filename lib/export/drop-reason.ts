import { compare, decimalFraction } from "../core/fraction.ts";
import { isPair, outputsOf, type Candidate, type Output, type PairCandidate } from "./candidate.ts";
import { foldSpace, foldText } from "./fold-text.ts";
import type { SettledRecipe } from "./settle-recipe.ts";

/** Rows left out, but for `unfinished_trees` and `gold_marked_wrong`, which count trees. */
export const dropReasons = [
  "unfinished_trees",
  "gold_marked_wrong",
  "unpaired",
  "rejected",
  "tied",
  "undecided",
  "empty_text",
  "equal_texts",
  "unknown",
  "rests_on_unknown",
  "truncated",
  "min_margin",
  "max_prompt_tokens",
  "max_completion_tokens",
  "max_tokens",
  "stopped_at_first_error",
  "duplicate",
  "duplicate_texts",
  "one_pair_per_parent",
  "max_pairs_per_question",
  "max_rows",
  "control_size",
] as const;
export type DropReason = (typeof dropReasons)[number];

/** Tokens at four characters each, rounded up: an estimate that needs no tokenizer. */
export const countTokens = (texts: readonly string[]): number =>
  Math.ceil(texts.reduce((sum, { length }) => sum + length, 0) / 4);

/** The first rule of the recipe that the candidate breaks by itself, or null; limits over many rows come later. */
export function dropReason(candidate: Candidate, recipe: SettledRecipe): DropReason | null {
  return ownReason(candidate, recipe) ?? textReason(candidate, recipe) ?? sizeReason(candidate, recipe);
}

function ownReason(candidate: Candidate, recipe: SettledRecipe): DropReason | null {
  if (candidate.kind === "sft")
    return recipe.sftFrom === "paired_positives" && !candidate.isPaired ? "unpaired" : null;
  if (!isPair(candidate)) return null;
  if (candidate.decision === "reject") return "rejected";
  if (candidate.decision === "tie") return "tied";
  const isUndecided = candidate.decision === null || candidate.decision === "flag";
  return isUndecided && recipe.undecided === "exclude" ? "undecided" : null;
}

function textReason(candidate: Candidate, recipe: SettledRecipe): DropReason | null {
  const outputs = outputsOf(candidate);
  if (outputs.some(({ text }) => text.trim() === "")) return "empty_text";
  if (isPair(candidate) && sidesAlike(candidate)[recipe.dedupeTexts ? "inText" : "inSpace"])
    return "equal_texts";
  if (
    recipe.unknown === "exclude" &&
    candidate.isLeaf &&
    (candidate.kind === "step" ? outputs.slice(-1) : outputs).some(({ verdict }) => verdict === "unknown")
  )
    return "unknown";
  if (recipe.restsOnUnknown === "exclude" && candidate.restsOnUnknown) return "rests_on_unknown";
  if (recipe.truncated === "exclude" && outputs.some(({ finishReason }) => finishReason === "length"))
    return "truncated";
  return null;
}

type Alike = { readonly inSpace: boolean; readonly inText: boolean };
/** A candidate is looked at under many recipes where their effects are counted; its texts are folded once. */
const alike = new WeakMap<PairCandidate, Alike>();

function sidesAlike(pair: PairCandidate): Alike {
  const known = alike.get(pair);
  if (known) return known;
  const { chosen, rejected } = pair;
  const found = {
    inSpace: foldSpace(chosen.text) === foldSpace(rejected.text),
    inText: foldText(chosen.text) === foldText(rejected.text),
  };
  alike.set(pair, found);
  return found;
}

function sizeReason(candidate: Candidate, recipe: SettledRecipe): DropReason | null {
  if (isPair(candidate) && compare(candidate.margin, decimalFraction(recipe.minMargin)) < 0)
    return "min_margin";
  const prompt = candidate.prompt.map(({ content }) => content);
  if (recipe.maxPromptTokens !== null && countTokens(prompt) > recipe.maxPromptTokens)
    return "max_prompt_tokens";
  const { maxCompletionTokens, maxTokens, reasoning } = recipe;
  if (maxCompletionTokens !== null && longestCompletion(candidate, reasoning) > maxCompletionTokens)
    return "max_completion_tokens";
  if (maxTokens === null) return null;
  return longestOf(candidate, reasoning) > maxTokens ? "max_tokens" : null;
}

/** Estimated tokens of the prompt and its longest completion; of a way through the tree all its turns. */
export const longestOf = (candidate: Candidate, reasoning: SettledRecipe["reasoning"]): number => {
  const prompt = candidate.prompt.map(({ content }) => content);
  return Math.max(...completionsOf(candidate, reasoning).map((texts) => countTokens([...prompt, ...texts])));
};

const longestCompletion = (candidate: Candidate, reasoning: SettledRecipe["reasoning"]): number =>
  Math.max(...completionsOf(candidate, reasoning).map(countTokens));

/** The texts that a trainer reads after the prompt, a list a completion; of a way through the tree all in one. */
function completionsOf(candidate: Candidate, reasoning: SettledRecipe["reasoning"]): string[][] {
  const kept = (output: Output): string[] => [
    output.text,
    reasoning === "drop" ? "" : (output.reasoning ?? ""),
  ];
  const outputs = outputsOf(candidate).map(kept);
  return candidate.kind === "step" || outputs.length === 0 ? [outputs.flat()] : outputs;
}
