import { readField } from "../read-field.ts";
import { without, type ReadShape } from "../shape.ts";
import { answerNames, questionNames } from "./plain.ts";

/** A worked solution that closes with "#### 42" (GSM8K): gold follows the mark, calculator annotations go. */
export const readGsm8k: ReadShape = (row) => {
  const answer = readField(row, "answer", answerNames);
  if ("reason" in answer) return null;
  const mark = answer.text.lastIndexOf("####");
  if (mark < 0) return null;
  const question = readField(row, "question", questionNames);
  if ("reason" in question) return question;
  const gold = answer.text.slice(mark + 4).trim();
  if (gold === "") return { reason: `"${answer.name}" has nothing after "####": write the answer there` };
  const solution = answer.text
    .slice(0, mark)
    .replace(/<<[^<>]*>>/g, "")
    .trim();
  return { text: question.text, gold, meta: { ...without(row, [question.name, answer.name]), solution } };
};
