const words: Readonly<Record<string, string>> = {
  runIds: "Runs",
  format: "Format",
  kinds: "Make",
  roles: "Roles",
  threshold: "Threshold θ",
  thresholdAlpha: "Raised by spread",
  minMargin: "Least gap",
  undecided: "Undecided pairs",
  truncated: "Cut at the token limit",
  unknown: "Unknown verdict",
  restsOnUnknown: "Labels that rest on unknown leaves",
  sftFrom: "SFT from",
  onePairPerParent: "One pair a parent",
  maxPairsPerQuestion: "Cap a question",
  maxRows: "Most rows",
  maxPromptTokens: "Prompt tokens",
  maxCompletionTokens: "Completion tokens",
  maxTokens: "Row tokens",
  stopAtFirstError: "Stop at the first error",
  reasoning: "Reasoning",
  labels: "Labels",
  dedupe: "Equal rows once",
  dedupeTexts: "Equal texts once",
  validationShare: "Validation share",
  seed: "Seed",
  sourceLicence: "Licence of the source",
  modelTerms: "Terms of the model",
};

/** Choices by the words of the form that they are made in. */
const choices: Readonly<Record<string, string>> = {
  include: "take in",
  exclude: "leave out",
  paired_positives: "positives in a pair",
};

/** What a person calls a field of a recipe. */
export const recipeWord = (field: string): string =>
  words[field] ?? field.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** A field's value as it is printed; "–" where none is set. */
export function printField(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (Array.isArray(value)) return value.map(String).join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "string") return JSON.stringify(value);
  return choices[value] ?? value.replaceAll("_", " ");
}
