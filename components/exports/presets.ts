import type { RecipePatch } from "./recipe-address.ts";

type Preset = { readonly title: string; readonly note: string; readonly patch: RecipePatch };

/** Every rule as the API has it by default; format, kinds, roles, split and terms stay. */
const usual: RecipePatch = {
  threshold: null,
  thresholdAlpha: null,
  minMargin: null,
  undecided: null,
  truncated: null,
  unknown: null,
  restsOnUnknown: null,
  sftFrom: null,
  onePairPerParent: null,
  maxPairsPerQuestion: null,
  maxRows: null,
  maxPromptTokens: null,
  maxCompletionTokens: null,
  maxTokens: null,
  stopAtFirstError: null,
  reasoning: null,
  labels: null,
  dedupe: null,
  dedupeTexts: null,
};

/** Rules for pairs and texts that are set at once. */
export const presets: readonly Preset[] = [
  {
    title: "MALT paper",
    note: "θ ½ and a tie negative, all pairs of siblings, no cap a question, no dedupe, up to 6,000 rows a kind and role (arXiv 2412.01928, sections 4 and 5.1). Cut and unknown texts stay out: the paper does not say.",
    patch: { ...usual, threshold: 0.5, dedupe: false, maxRows: 6000 },
  },
  { title: "Defaults", note: "Every rule as it is when nothing is said.", patch: usual },
];
