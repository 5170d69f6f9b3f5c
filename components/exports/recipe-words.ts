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
  sftFrom: "SFT from",
  maxPairsPerQuestion: "Cap a question",
  maxRows: "Most rows",
  maxPromptTokens: "Prompt tokens",
  maxTokens: "Row tokens",
  reasoning: "Reasoning",
  labels: "Labels",
  dedupe: "Equal rows once",
  validationShare: "Validation share",
  seed: "Seed",
};

/** What a person calls a field of a recipe. */
export const recipeWord = (field: string): string =>
  words[field] ?? field.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** A field's value as it is printed; "–" where none is set. */
export function printField(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (Array.isArray(value)) return value.map(String).join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? value.replaceAll("_", " ") : JSON.stringify(value);
}
