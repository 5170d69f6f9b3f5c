import type { Task } from "../core/tree.ts";
import { readField } from "./read-field.ts";
import { isRow, type Row } from "./shape.ts";
import { answerNames } from "./shapes/plain.ts";

const plainNumber = /^[-+]?[$€£]?\s?\d[\d,]*(?:\.\d+)?\s?%?$/;

const has = (row: Row, name: string): boolean => row[name] !== undefined && row[name] !== null;
const isWorked = (row: Row): boolean => answerNames.some((name) => String(row[name]).includes("####"));
const isMath = (row: Row): boolean =>
  has(row, "problem") &&
  (/\\(?:boxed|fbox)/.test(String(row["solution"])) || ["level", "subject"].some((name) => has(row, name)));
const hasChoices = (row: Row): boolean =>
  (has(row, "answerKey") && (has(row, "choices") || isRow(row["question"]))) ||
  Array.isArray(row["options"]) ||
  Array.isArray(row["choices"]);
const isHotpot = (row: Row): boolean =>
  has(row, "question") &&
  (has(row, "supporting_facts") ||
    row["type"] === "bridge" ||
    row["type"] === "comparison" ||
    isParagraphs(row["context"]));
const isParagraphs = (context: unknown): boolean =>
  (isRow(context) && Array.isArray(context["sentences"])) ||
  (Array.isArray(context) && context.length > 0 && Array.isArray(context[0]));
const isNumeric = (row: Row): boolean => {
  const answer = readField(row, "answer", answerNames);
  return "text" in answer && plainNumber.test(answer.text) && has(row, "question");
};

const signs: readonly (readonly [Task, (row: Row) => boolean])[] = [
  ["csqa", hasChoices],
  ["hotpotqa", isHotpot],
  ["math", isMath],
  ["gsm8k", isWorked],
  ["gsm8k", isNumeric],
];

/**
 * The task that every row of a sample shows signs of: choices with a key, supporting facts, boxed solutions,
 * a "####" line or bare numbers; "custom" where the rows agree on none.
 */
export function detectTask(rows: readonly unknown[]): Task {
  const readable = rows.filter(isRow);
  if (readable.length === 0) return "custom";
  return signs.find(([, hasSign]) => readable.every(hasSign))?.[0] ?? "custom";
}
