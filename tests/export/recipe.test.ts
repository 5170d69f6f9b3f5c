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
    minMargin: 0,
    undecided: "include",
    truncated: "exclude",
    unknown: "exclude",
    sftFrom: "all_positives",
    maxPairsPerQuestion: null,
    maxRows: null,
    maxPromptTokens: null,
    maxTokens: null,
    reasoning: "drop",
    labels: "real",
    dedupe: true,
    validationShare: 0,
    seed: 0,
  });
  expect(Recipe.safeParse({ runIds: [], format: "trl" }).success).toBe(false);
  expect(Recipe.safeParse({ runIds: ["r1"], format: "trl", treshold: 1 }).success).toBe(false);
});

test("hashRecipe(recipe) is one for what is left out and what is said at its default, and moves with any field", () => {
  const hash = hashRecipe(recipeOf());
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(hashRecipe(recipeOf({ seed: 0, roles: ["closer", "asker"], kinds: ["dpo", "sft"] }))).toBe(hash);
  for (const change of [{ seed: 1 }, { minMargin: 0.1 }, { roles: ["asker"] }, { dedupe: false }])
    expect(hashRecipe(recipeOf(change))).not.toBe(hash);
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
