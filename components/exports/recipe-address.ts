import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsFloat,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs";

/** Formats that can be written now, then those that come later. */
export const formats = [
  { name: "trl", title: "TRL", isThere: true },
  { name: "openai", title: "OpenAI", isThere: true },
  { name: "trees", title: "Trees", isThere: true },
  { name: "llama-factory", title: "LLaMA-Factory", isThere: false },
  { name: "axolotl", title: "Axolotl", isThere: false },
  { name: "openrlhf", title: "OpenRLHF", isThere: false },
  { name: "verl", title: "verl", isThere: false },
  { name: "huggingface", title: "Hub folder", isThere: false },
] as const;

export const kinds = [
  { name: "sft", title: "SFT", isThere: true },
  { name: "dpo", title: "DPO", isThere: true },
  { name: "kto", title: "KTO", isThere: false },
  { name: "reward", title: "Reward", isThere: false },
  { name: "step", title: "Step labels", isThere: false },
  { name: "grpo", title: "GRPO", isThere: false },
] as const;

const formatNames = formats.filter((format) => format.isThere).map((format) => format.name);
const kindNames = kinds.filter((kind) => kind.isThere).map((kind) => kind.name);

/** The recipe in the address: what is left out has the default of the API. */
export const recipeAddress = {
  format: parseAsStringLiteral(formatNames).withDefault("trl"),
  kinds: parseAsArrayOf(parseAsStringLiteral(kindNames)).withDefault(["sft", "dpo"]),
  roles: parseAsArrayOf(parseAsString).withDefault([]),
  threshold: parseAsFloat,
  minMargin: parseAsFloat.withDefault(0),
  undecided: parseAsStringLiteral(["include", "exclude"]).withDefault("include"),
  truncated: parseAsStringLiteral(["exclude", "include"]).withDefault("exclude"),
  unknown: parseAsStringLiteral(["exclude", "include"]).withDefault("exclude"),
  sftFrom: parseAsStringLiteral(["all_positives", "paired_positives"]).withDefault("all_positives"),
  maxPairsPerQuestion: parseAsInteger,
  maxRows: parseAsInteger,
  maxPromptTokens: parseAsInteger,
  maxTokens: parseAsInteger,
  reasoning: parseAsStringLiteral(["drop", "think_tags", "field"]).withDefault("drop"),
  dedupe: parseAsBoolean.withDefault(true),
  validationShare: parseAsFloat.withDefault(0),
  seed: parseAsInteger.withDefault(0),
};
export type RecipeValues = inferParserType<typeof recipeAddress>;
export type RecipePatch = { [Key in keyof RecipeValues]?: RecipeValues[Key] | null };

/** The body for the API: fields that stand at their default are left out, but for the kinds, which a reader wants to see. */
export function recipeBody(runId: string, values: RecipeValues): Record<string, unknown> {
  const { format, kinds: chosenKinds, ...rest } = values;
  const body: Record<string, unknown> = { runIds: [runId], format };
  if (format === "trees") return body;
  body["kinds"] = chosenKinds;
  for (const [key, value] of Object.entries(rest)) {
    const parser = recipeAddress[key as keyof typeof rest];
    const usual: unknown = "defaultValue" in parser ? parser.defaultValue : null;
    const isDefault = value === null || JSON.stringify(value) === JSON.stringify(usual);
    if (!isDefault) body[key] = value;
  }
  return body;
}
