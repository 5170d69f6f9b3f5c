import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsFloat,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs";

const allKinds = ["sft", "dpo", "kto", "reward", "step", "grpo"] as const;
type KindName = (typeof allKinds)[number];
type ReasoningPlace = "drop" | "think_tags" | "field";
type FormatShape = {
  readonly name: string;
  readonly title: string;
  readonly kinds: readonly KindName[];
  readonly reasoning: readonly ReasoningPlace[];
};

const inText = ["drop", "think_tags"] as const;
const inField = [...inText, "field"] as const;

/** The targets in the order of their keys, with what each has a shape for; whole trees have no rows. */
export const formats = [
  { name: "trl", title: "TRL", kinds: allKinds, reasoning: inField },
  { name: "openai", title: "OpenAI", kinds: ["sft", "dpo"], reasoning: inText },
  {
    name: "llama-factory",
    title: "LLaMA-Factory",
    kinds: ["sft", "dpo", "kto", "reward"],
    reasoning: inText,
  },
  { name: "axolotl", title: "Axolotl", kinds: ["sft", "dpo", "step"], reasoning: inText },
  { name: "openrlhf", title: "OpenRLHF", kinds: ["sft", "dpo", "reward", "grpo"], reasoning: inText },
  { name: "verl", title: "verl", kinds: ["sft", "dpo", "reward", "grpo"], reasoning: inText },
  { name: "huggingface", title: "Hub folder", kinds: allKinds, reasoning: inField },
  { name: "trees", title: "Trees", kinds: [], reasoning: [] },
] as const satisfies readonly FormatShape[];

export const kinds: readonly { readonly name: KindName; readonly title: string; readonly note: string }[] = [
  { name: "sft", title: "SFT", note: "positive completions" },
  { name: "dpo", title: "DPO", note: "preference pairs" },
  { name: "kto", title: "KTO", note: "each labelled completion, wanted or not" },
  { name: "reward", title: "Reward", note: "preference pairs with their gap as margin" },
  {
    name: "step",
    title: "Turn labels",
    note: "each way to a leaf, a label a role turn: not reasoning steps",
  },
  { name: "grpo", title: "GRPO", note: "questions with their ground truth, and a reward function" },
];

/** What a format can write. */
export const shapeOf = (format: string): FormatShape =>
  formats.find(({ name }) => name === format) ?? formats[0];

/** The recipe's kinds that its format has a shape for; where none is left, all that it has up to two. */
export function kindsOf({ format, kinds: chosen }: Pick<RecipeValues, "format" | "kinds">): KindName[] {
  const { kinds: known } = shapeOf(format);
  const left = chosen.filter((kind) => known.includes(kind));
  return left.length > 0 ? left : known.slice(0, 2);
}

const formatNames = formats.map((format) => format.name);

/** The recipe in the address: what is left out has the default of the API. */
export const recipeAddress = {
  format: parseAsStringLiteral(formatNames).withDefault("trl"),
  kinds: parseAsArrayOf(parseAsStringLiteral(allKinds)).withDefault(["sft", "dpo"]),
  roles: parseAsArrayOf(parseAsString).withDefault([]),
  threshold: parseAsFloat,
  thresholdAlpha: parseAsFloat.withDefault(0),
  minMargin: parseAsFloat.withDefault(0),
  undecided: parseAsStringLiteral(["include", "exclude"]).withDefault("include"),
  truncated: parseAsStringLiteral(["exclude", "include"]).withDefault("exclude"),
  unknown: parseAsStringLiteral(["exclude", "include"]).withDefault("exclude"),
  restsOnUnknown: parseAsStringLiteral(["include", "exclude"]).withDefault("include"),
  sftFrom: parseAsStringLiteral(["all_positives", "paired_positives"]).withDefault("all_positives"),
  onePairPerParent: parseAsBoolean.withDefault(false),
  maxPairsPerQuestion: parseAsInteger,
  maxRows: parseAsInteger,
  maxPromptTokens: parseAsInteger,
  maxCompletionTokens: parseAsInteger,
  maxTokens: parseAsInteger,
  stopAtFirstError: parseAsBoolean.withDefault(false),
  reasoning: parseAsStringLiteral(inField).withDefault("drop"),
  labels: parseAsStringLiteral(["real", "shuffled", "inverted"]).withDefault("real"),
  dedupe: parseAsBoolean.withDefault(true),
  dedupeTexts: parseAsBoolean.withDefault(false),
  validationShare: parseAsFloat.withDefault(0),
  seed: parseAsInteger.withDefault(0),
  sourceLicence: parseAsString,
  modelTerms: parseAsString,
};
export type RecipeValues = inferParserType<typeof recipeAddress>;
export type RecipePatch = { [Key in keyof RecipeValues]?: RecipeValues[Key] | null };

/**
 * The body for the API: fields that stand at their default are left out, but for the kinds, which a reader wants to
 * see; so are kinds and places of reasoning that the format has no shape for.
 */
export function recipeBody(runId: string, values: RecipeValues): Record<string, unknown> {
  const { format, kinds: _, ...rest } = values;
  const body: Record<string, unknown> = { runIds: [runId], format };
  if (format === "trees") return body;
  body["kinds"] = kindsOf(values);
  for (const [key, value] of Object.entries(rest)) {
    const parser = recipeAddress[key as keyof typeof rest];
    const usual: unknown = "defaultValue" in parser ? parser.defaultValue : null;
    const isElsewhere = key === "reasoning" && !shapeOf(format).reasoning.some((place) => place === value);
    const isDefault = isElsewhere || value === null || JSON.stringify(value) === JSON.stringify(usual);
    if (!isDefault) body[key] = value;
  }
  return body;
}
