import type { RecipePatch } from "./recipe-address.ts";

type DropWord = {
  readonly words: string;
  /** What undoes the step, where the recipe can. */
  readonly undo?: { readonly text: string; readonly patch: RecipePatch };
};

/** Why rows were left out, in words, and what lets them in again; in the order of the rules. */
const known: Readonly<Record<string, DropWord>> = {
  unfinished_trees: { words: "trees that are not finished" },
  gold_marked_wrong: { words: "trees whose gold is marked wrong" },
  unpaired: {
    words: "positives without a pair",
    undo: { text: "Take all positives", patch: { sftFrom: "all_positives" } },
  },
  rejected: { words: "pairs rejected by a person" },
  tied: { words: "pairs with no difference" },
  undecided: {
    words: "undecided pairs",
    undo: { text: "Take in undecided pairs", patch: { undecided: "include" } },
  },
  empty_text: { words: "empty texts" },
  equal_texts: { words: "pairs of equal texts" },
  unknown: {
    words: "unknown verdicts",
    undo: { text: "Take in unknown verdicts", patch: { unknown: "include" } },
  },
  rests_on_unknown: {
    words: "labels that rest on unknown",
    undo: { text: "Take them in", patch: { restsOnUnknown: "include" } },
  },
  truncated: {
    words: "texts cut at the token limit",
    undo: { text: "Take in cut texts", patch: { truncated: "include" } },
  },
  min_margin: { words: "gaps below the least", undo: { text: "Take any gap", patch: { minMargin: 0 } } },
  max_prompt_tokens: {
    words: "prompts too long",
    undo: { text: "Lift the prompt limit", patch: { maxPromptTokens: null } },
  },
  max_completion_tokens: {
    words: "answers too long",
    undo: { text: "Lift the answer limit", patch: { maxCompletionTokens: null } },
  },
  max_tokens: { words: "rows too long", undo: { text: "Lift the row limit", patch: { maxTokens: null } } },
  duplicate: { words: "equal rows", undo: { text: "Keep equal rows", patch: { dedupe: false } } },
  stopped_at_first_error: {
    words: "ways that stop alike",
    undo: { text: "Keep turns after an error", patch: { stopAtFirstError: false } },
  },
  duplicate_texts: {
    words: "rows of the same texts",
    undo: { text: "Keep them", patch: { dedupeTexts: false } },
  },
  one_pair_per_parent: {
    words: "further pairs of a parent",
    undo: { text: "Take all pairs", patch: { onePairPerParent: false } },
  },
  max_pairs_per_question: {
    words: "rows above a question’s cap",
    undo: { text: "Lift the cap", patch: { maxPairsPerQuestion: null } },
  },
  control_size: { words: "rows above the number of real ones" },
  max_rows: { words: "rows above the most", undo: { text: "Lift the most rows", patch: { maxRows: null } } },
};

export const dropWord = (reason: string): DropWord => known[reason] ?? { words: reason.replaceAll("_", " ") };

const order = Object.keys(known);

/** Where a reason stands among the rules, in the order in which they are looked at. */
export const placeOfDrop = (reason: string): number =>
  order.includes(reason) ? order.indexOf(reason) : order.length;
