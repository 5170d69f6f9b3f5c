import { expect, test } from "vitest";
import { MalthouseError } from "../../lib/core/errors.ts";
import { hashRecipe, Recipe } from "../../lib/export/recipe.ts";
import { settleRecipe } from "../../lib/export/settle-recipe.ts";
import { recipeOf, roleNames } from "./samples.ts";

test("Recipe needs runs and a format only, and fills in the rest", () => {
  expect(Recipe.parse({ runIds: ["r1"], format: "trl" })).toEqual({
    runIds: ["r1"],
    format: "trl",
    kinds: ["sft", "dpo"],
    roles: null,
    threshold: null,
    thresholdAlpha: 0,
    minMargin: 0,
    undecided: "include",
    truncated: "exclude",
    unknown: "exclude",
    restsOnUnknown: "include",
    sftFrom: "all_positives",
    onePairPerParent: false,
    maxPairsPerQuestion: null,
    maxRows: null,
    maxPromptTokens: null,
    maxCompletionTokens: null,
    maxTokens: null,
    stopAtFirstError: false,
    reasoning: "drop",
    labels: "real",
    dedupe: true,
    dedupeTexts: false,
    validationShare: 0,
    seed: 0,
    sourceLicence: null,
    modelTerms: null,
  });
  expect(Recipe.safeParse({ runIds: [], format: "trl" }).success).toBe(false);
  expect(Recipe.safeParse({ runIds: ["r1"], format: "trl", treshold: 1 }).success).toBe(false);
});

test("hashRecipe(recipe) is one for what is left out and what is said at its default, and moves with any field", () => {
  const hash = hashRecipe(recipeOf());
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(hashRecipe(recipeOf({ seed: 0, roles: ["closer", "asker"], kinds: ["dpo", "sft"] }))).toBe(hash);
  for (const change of [
    { seed: 1 },
    { minMargin: 0.1 },
    { roles: ["asker"] },
    { dedupe: false },
    { thresholdAlpha: 1 },
    { onePairPerParent: true },
    { sourceLicence: "MIT" },
  ])
    expect(hashRecipe(recipeOf(change))).not.toBe(hash);
});

test("hashRecipe(recipe) is the hash that the same recipe had before later fields came", () => {
  // SHA-256 of the sorted JSON that stood here before them, worked out apart from this code.
  expect(hashRecipe(recipeOf())).toBe("01d7fb234924a15e2df291c41e335a97e40f0ba4fd6224ff9433fc52994aede5");
});

test("Recipe takes terms of one line and no more", () => {
  const isTaken = (sourceLicence: unknown): boolean =>
    Recipe.safeParse({ runIds: ["r1"], format: "trl", sourceLicence }).success;
  expect(["MIT", "CC BY 4.0, https://example.org/terms", null].map(isTaken)).toEqual([true, true, true]);
  expect(["", " ", "a\nb", "x".repeat(301), 5].map(isTaken)).toEqual([false, false, false, false, false]);
});

test("settleRecipe(recipe) refuses what a format has no shape for, by field", () => {
  const refused = (fields: object): string[] => {
    try {
      settleRecipe(Recipe.parse({ runIds: ["r1"], format: "trl", ...fields }), roleNames);
      return [];
    } catch (error) {
      if (!(error instanceof MalthouseError)) throw error;
      expect(error.code).toBe("invalid_request");
      return error.errors.map(({ path }) => path);
    }
  };
  expect(refused({ format: "axolotl" })).toEqual([]);
  expect(refused({ format: "openai", kinds: ["sft", "kto"] })).toEqual(["kinds.1"]);
  expect(refused({ labels: "shuffled" })).toEqual([]);
  expect(refused({ format: "openai", reasoning: "field" })).toEqual(["reasoning"]);
  expect(refused({ roles: ["closer", "stranger"] })).toEqual(["roles.1"]);
  expect(refused({ format: "trees", kinds: ["kto"] })).toEqual([]);
});
