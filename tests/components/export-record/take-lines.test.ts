import { expect, test } from "vitest";
import { excerptOf } from "../../../components/export-record/excerpt-of.ts";
import { curlLine, pythonLines } from "../../../components/export-record/take-lines.ts";
import { dropHref } from "../../../components/exports/drop-href.ts";
import { printField, recipeWord } from "../../../components/exports/recipe-words.ts";
import { Recipe } from "../../../lib/export/recipe.ts";

const file = (path: string, rows: number | null = 3, sha256 = "ab") => ({ path, rows, bytes: 10, sha256 });
const exportOf = (format: string, files: readonly ReturnType<typeof file>[]) => ({
  id: "export_1",
  recipe: { format },
  recipeHash: "0123456789abcdef",
  files: [...files],
});

test("curlLine(export) goes on with a broken download under the name that Python then reads", () => {
  const item = exportOf("trl", [file("README.md", null), file("data/dpo_refiner_train.jsonl")]);
  expect(curlLine(item, "http://127.0.0.1:3000")).toBe(
    "curl -C - -o malthouse-trl-01234567.zip http://127.0.0.1:3000/api/exports/export_1/download",
  );
  expect(pythonLines(item)?.split("\n")).toEqual([
    "from datasets import load_dataset",
    'rows = load_dataset("json", data_files="zip://data/dpo_refiner_train.jsonl::malthouse-trl-01234567.zip", split="train")',
    "print(rows, rows[0])",
  ]);
});

test("pythonLines(export) reads Parquet as Parquet, and has no lines for whole trees or empty files", () => {
  const parquet = "data/sft_refiner/train-00000-of-00001.parquet";
  expect(pythonLines(exportOf("huggingface", [file(parquet)]))).toContain(`load_dataset("parquet"`);
  expect(pythonLines(exportOf("trees", [file("data/trees_1.jsonl")]))).toBeNull();
  expect(pythonLines(exportOf("trl", [file("data/a.jsonl", 0), file("provenance.jsonl", 0)]))).toBeNull();
});

test("excerptOf(row) shows what the row teaches, in any format's words", () => {
  const said = [{ role: "assistant", content: "so\n  4" }];
  for (const row of [
    { prompt: [{ role: "user", content: "2 + 2?" }], completion: said },
    { prompt: "2 + 2?", chosen: said, rejected: [] },
    { messages: [{ role: "user", content: "2 + 2?" }, ...said] },
    { conversations: [{ from: "human", value: "2 + 2?" }], chosen: { from: "gpt", value: "so 4" } },
    { input: { messages: [] }, preferred_output: said },
  ])
    expect(excerptOf(row)).toBe("so 4");
  expect(excerptOf({ odd: 1 })).toBe('{"odd":1}');
});

test("dropHref(reason, run) leads to pairs or questions, or nowhere", () => {
  expect(dropHref("tied", "run_1")).toBe("/runs/run_1/pairs?state=tied");
  expect(dropHref("unknown", "run_1")).toBe("/runs/run_1?filter=unknown");
  expect(dropHref("max_tokens", "run_1")).toBeNull();
});

test("recipeWord(field) has words for every field of a recipe, and values print in words", () => {
  for (const field of Object.keys(Recipe.shape)) expect(recipeWord(field)).toMatch(/^[A-Z]/);
  expect([null, ["sft", "dpo"], true, "all_positives", "exclude", 0.5].map(printField)).toEqual([
    "–",
    "sft, dpo",
    "yes",
    "all positives",
    "leave out",
    "0.5",
  ]);
});
