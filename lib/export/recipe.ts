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
  minMargin: z.number().min(0).max(1).default(0).describe("Inclusive and exact"),
  undecided: z.enum(["include", "exclude"]).default("include"),
  truncated: z.enum(["exclude", "include"]).default("exclude"),
  unknown: z.enum(["exclude", "include"]).default("exclude"),
  sftFrom: z.enum(["all_positives", "paired_positives"]).default("all_positives"),
  maxPairsPerQuestion: limit.describe("Per kind, role and question; SFT too"),
  maxRows: limit.describe("Per kind and role"),
  maxPromptTokens: limit.describe("Of the prompt, at four characters a token"),
  maxTokens: limit.describe("Of the prompt and its longest completion, at four characters a token"),
  reasoning: z.enum(["drop", "think_tags", "field"]).default("drop"),
  labels: z.enum(["real", "shuffled", "inverted"]).default("real"),
  dedupe: z.boolean().default(true),
  validationShare: z.number().min(0).max(1).default(0),
  seed: z.int().min(0).default(0),
});
export type Recipe = z.infer<typeof Recipe>;

/** SHA-256 of the recipe alone, defaults filled in: the same whatever the order of its fields. */
export const hashRecipe = (recipe: Readonly<Record<keyof Recipe, unknown>>): string =>
  sha256Hex(canonicalJson(recipe));
