import { z } from "zod";
import { canonicalJson } from "../core/canonical-json.ts";
import { sha256Hex } from "./hash.ts";

export const formatNames = [
  "trl",
  "openai",
  "llama-factory",
  "axolotl",
  "openrlhf",
  "verl",
  "huggingface",
  "trees",
] as const;
export const kindNames = ["sft", "dpo", "kto", "reward", "step", "grpo"] as const;
export type KindName = (typeof kindNames)[number];

const limit = z.int().positive().nullable().default(null);
/** Said by a person and copied to the card: one line, null where nobody has said anything. */
const words = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .regex(/^[^\p{Cc}]*$/u, "holds a line break or another control character")
  .nullable()
  .default(null);

/** What an export takes and how it writes it; every field but the runs and the format has a default. */
export const Recipe = z.strictObject({
  // PostgreSQL takes no U+0000 even to look for it.
  runIds: z
    .array(
      z
        .string()
        .min(1)
        .regex(/^[^\0]*$/, "holds a character that no id has"),
    )
    .min(1)
    .max(100),
  format: z.enum(formatNames),
  kinds: z.array(z.enum(kindNames)).min(1).default(["sft", "dpo"]),
  roles: z.array(z.string().min(1)).min(1).nullable().default(null).describe("Null: all roles"),
  threshold: z.number().min(0).max(1).nullable().default(null).describe("Null: each run's own"),
  thresholdAlpha: z
    .number()
    .min(0)
    .max(2)
    .default(0)
    .describe("Raises the threshold of siblings by so many times the variance of their values"),
  minMargin: z.number().min(0).max(1).default(0).describe("Inclusive and exact"),
  undecided: z.enum(["include", "exclude"]).default("include"),
  truncated: z.enum(["exclude", "include"]).default("exclude"),
  unknown: z.enum(["exclude", "include"]).default("exclude"),
  restsOnUnknown: z
    .enum(["include", "exclude"])
    .default("include")
    .describe("Rows whose label would be another one with unknown leaves left out"),
  sftFrom: z.enum(["all_positives", "paired_positives"]).default("all_positives"),
  onePairPerParent: z.boolean().default(false).describe("One pair of the siblings under a parent, by seed"),
  maxPairsPerQuestion: limit.describe("Per kind, role and question; SFT too"),
  maxRows: limit.describe("Per kind and role"),
  maxPromptTokens: limit.describe("Of the prompt, at four characters a token"),
  maxCompletionTokens: limit.describe("Of the longest completion, at four characters a token"),
  maxTokens: limit.describe("Of the prompt and its longest completion, at four characters a token"),
  stopAtFirstError: z.boolean().default(false).describe("Turn labels: nothing after the first negative turn"),
  reasoning: z.enum(["drop", "think_tags", "field"]).default("drop"),
  labels: z.enum(["real", "shuffled", "inverted"]).default("real"),
  dedupe: z.boolean().default(true).describe("Equal rows of a file once"),
  dedupeTexts: z
    .boolean()
    .default(false)
    .describe("Rows of the same texts once, case and white space folded"),
  validationShare: z.number().min(0).max(1).default(0),
  seed: z.int().min(0).default(0),
  sourceLicence: words.describe("Terms of the questions' source"),
  modelTerms: words.describe("Terms of the models that wrote the texts"),
});
export type Recipe = z.infer<typeof Recipe>;

/** Fields that came later, with what stands for their absence: a recipe from before them keeps its hash. */
const laterFields: Partial<Record<keyof Recipe, unknown>> = {
  thresholdAlpha: 0,
  restsOnUnknown: "include",
  onePairPerParent: false,
  maxCompletionTokens: null,
  stopAtFirstError: false,
  dedupeTexts: false,
  sourceLicence: null,
  modelTerms: null,
};

/** SHA-256 of the recipe alone, defaults filled in: the same whatever the order of its fields. */
export const hashRecipe = (recipe: Readonly<Partial<Record<keyof Recipe, unknown>>>): string =>
  sha256Hex(
    canonicalJson(
      Object.fromEntries(
        Object.entries(recipe).filter(
          ([field, value]) => !(field in laterFields) || laterFields[field as keyof Recipe] !== value,
        ),
      ),
    ),
  );
