import { expect, test } from "vitest";
import type { Message } from "../../lib/core/tree.ts";
import type { DataFile } from "../../lib/export/formats/format.ts";
import { formatOf } from "../../lib/export/formats/formats.ts";
import { startValidator } from "../../lib/export/validate.ts";
import { recipeOf, sftOf } from "./samples.ts";

const fileOf = (fields: Partial<DataFile>): DataFile => ({
  path: "data/sft_closer_train.jsonl",
  kind: "sft",
  role: "closer",
  split: "train",
  rows: 20,
  bytes: 1000,
  longestTokens: 200,
  hasSystem: false,
  ...fields,
});
const messages = (
  format: string,
  files: readonly DataFile[],
  {
    prompts = [],
    isSimulated = false,
    fields = {},
  }: { prompts?: Message[][]; isSimulated?: boolean; fields?: object } = {},
): string[] => {
  const recipe = recipeOf({ format, kinds: ["sft"], roles: ["closer"], ...fields });
  const validator = startValidator(formatOf(recipe), recipe);
  for (const prompt of prompts)
    validator.check({
      candidate: { ...sftOf("a"), prompt },
      split: "train",
      file: "data/sft_closer_train.jsonl",
      line: "{}",
      tokens: 0,
    });
  return validator.finish(files, { isSimulated }).map(({ level, message }) => `${level}: ${message}`);
};

test("startValidator finds nothing wrong with a good file", () => {
  expect(messages("openai", [fileOf({})], { prompts: [[{ role: "user", content: "2 + 2?" }]] })).toEqual([]);
});

test("startValidator tells what OpenAI refuses: fewer than 10 rows, more than 512 MB", () => {
  expect(messages("openai", [fileOf({ rows: 9 })])).toEqual([
    expect.stringMatching(/^error: .* 9 rows, .* takes 10 or more/),
  ]);
  expect(messages("openai", [fileOf({ bytes: 600 * 1024 ** 2 })])).toEqual([
    expect.stringMatching(/600 MB.*512 MB/),
  ]);
  expect(messages("trl", [fileOf({ rows: 9, bytes: 600 * 1024 ** 2 })])).toEqual([]);
});

test("startValidator tells each trouble of prompts once, with its rows", () => {
  const ends: Message[] = [
    { role: "user", content: "a" },
    { role: "assistant", content: "b" },
  ];
  const late: Message[] = [
    { role: "user", content: "a" },
    { role: "system", content: "b" },
    { role: "user", content: " " },
  ];
  expect(messages("trl", [fileOf({})], { prompts: [ends, ends, late, []] })).toEqual([
    "error: The prompt ends with the assistant's turn (2 rows)",
    "error: A system message is not the first (1 row)",
    "error: A message of the prompt is empty (1 row)",
    "error: The prompt is empty (1 row)",
  ]);
});

test("startValidator tells empty splits and simulated texts", () => {
  expect(messages("trl", [])).toEqual([expect.stringMatching(/^error: No row is left/)]);
  expect(messages("trl", [fileOf({})], { fields: { validationShare: 0.1 } })).toEqual([
    expect.stringMatching(/fell to validation/),
  ]);
  expect(messages("trl", [fileOf({ split: "validation" })])).toEqual([
    expect.stringMatching(/no training row/),
  ]);
  expect(messages("trl", [fileOf({})], { isSimulated: true })).toEqual([
    expect.stringMatching(/^warning: .*simulator/),
  ]);
});
