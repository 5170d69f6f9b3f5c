import { compare, decimalFraction } from "../core/fraction.ts";
import { isPair, outputsOf, type Candidate, type Output } from "./candidate.ts";
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
  "truncated",
  "min_margin",
  "max_prompt_tokens",
  "max_tokens",
  "duplicate",
  "max_pairs_per_question",
  "max_rows",
  "control_size",
] as const;
export type DropReason = (typeof dropReasons)[number];

const fold = (text: string): string => text.replace(/\s+/g, " ").trim();

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
  const folded = outputs.map(({ text }) => fold(text));
  if (folded.includes("")) return "empty_text";
  if (isPair(candidate) && folded[0] === folded[1]) return "equal_texts";
  if (
    recipe.unknown === "exclude" &&
    candidate.isLeaf &&
    (candidate.kind === "step" ? outputs.slice(-1) : outputs).some(({ verdict }) => verdict === "unknown")
  )
    return "unknown";
  if (recipe.truncated === "exclude" && outputs.some(({ finishReason }) => finishReason === "length"))
    return "truncated";
  return null;
}

function sizeReason(candidate: Candidate, recipe: SettledRecipe): DropReason | null {
  if (isPair(candidate) && compare(candidate.margin, decimalFraction(recipe.minMargin)) < 0)
    return "min_margin";
  const prompt = candidate.prompt.map(({ content }) => content);
  if (recipe.maxPromptTokens !== null && countTokens(prompt) > recipe.maxPromptTokens)
    return "max_prompt_tokens";
  if (recipe.maxTokens === null) return null;
  return longestOf(candidate, recipe.reasoning) > recipe.maxTokens ? "max_tokens" : null;
}

/** Estimated tokens of the prompt and its longest completion; of a way through the tree all its turns. */
export function longestOf(candidate: Candidate, reasoning: SettledRecipe["reasoning"]): number {
  const prompt = candidate.prompt.map(({ content }) => content);
  const kept = (output: Output): string[] => [
    output.text,
    reasoning === "drop" ? "" : (output.reasoning ?? ""),
  ];
  const outputs = outputsOf(candidate).map(kept);
  const rows = candidate.kind === "step" || outputs.length === 0 ? [outputs.flat()] : outputs;
  return Math.max(...rows.map((texts) => countTokens([...prompt, ...texts])));
}
