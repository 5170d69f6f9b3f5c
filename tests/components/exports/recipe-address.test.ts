import { expect, test } from "vitest";
import {
  formats as shownFormats,
  kindsOf,
  recipeBody,
  type RecipeValues,
} from "../../../components/exports/recipe-address.ts";
import { formats } from "../../../lib/export/formats/formats.ts";

const usual: RecipeValues = {
  format: "trl",
  kinds: ["sft", "dpo"],
  roles: [],
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
};

test("recipeBody leaves out what stands at its default, so that the API's defaults hold", () => {
  expect(recipeBody("run", usual)).toEqual({ runIds: ["run"], format: "trl", kinds: ["sft", "dpo"] });
});

test("recipeBody sends what differs, a threshold of 0 and a false switch too", () => {
  const body = recipeBody("run", { ...usual, threshold: 0, dedupe: false, roles: ["closer"], maxRows: 10 });
  expect(body).toMatchObject({ threshold: 0, dedupe: false, roles: ["closer"], maxRows: 10 });
});

test("recipeBody of whole trees has no rules for rows", () => {
  expect(recipeBody("run", { ...usual, format: "trees", minMargin: 0.5 })).toEqual({
    runIds: ["run"],
    format: "trees",
  });
});

test("the form offers for each format the kinds and places of reasoning that it writes", () => {
  const told = shownFormats.map(({ name, kinds, reasoning }) => ({ name, kinds, reasoning }));
  const written = formats.map(({ name, kinds, reasoning }) => ({ name, kinds, reasoning }));
  expect(told).toEqual([...written, { name: "trees", kinds: [], reasoning: [] }]);
});

test("recipeBody leaves out kinds and a place for reasoning that the format has no shape for", () => {
  const kinds: RecipeValues["kinds"] = ["dpo", "kto", "grpo"];
  expect(recipeBody("run", { ...usual, format: "openai", kinds, reasoning: "field" })).toEqual({
    runIds: ["run"],
    format: "openai",
    kinds: ["dpo"],
  });
  expect(kindsOf({ format: "openai", kinds: ["kto"] })).toEqual(["sft", "dpo"]);
});
