import { expect, test } from "vitest";
import { suggestName } from "../../../components/datasets/suggest-name.ts";

test.each([
  ["cups.jsonl", [], "cups"],
  ["cups.test.csv", [], "cups.test"],
  ["cups.jsonl", ["cups"], "cups 2"],
  ["cups.jsonl", ["cups", "cups 2"], "cups 3"],
  [".jsonl", [], ".jsonl"],
])("suggestName(%j, %j) is %j", (fileName, taken, name) => {
  expect(suggestName(fileName, taken)).toBe(name);
});
