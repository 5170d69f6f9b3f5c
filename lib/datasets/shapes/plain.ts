import { readField } from "../read-field.ts";
import { without, type ReadShape } from "../shape.ts";

export const questionNames = ["question", "problem", "prompt", "input", "query"] as const;
export const answerNames = ["answer", "gold", "ground_truth", "target", "gt"] as const;

/** Any question with an answer, under the names in use (`query` and `gt`: AgentArk, MASLab). */
export const readPlain: ReadShape = (row) => {
  const question = readField(row, "question", questionNames);
  if ("reason" in question) return question;
  const answer = readField(row, "answer", answerNames);
  if ("reason" in answer) return answer;
  return { text: question.text, gold: answer.text, meta: without(row, [question.name, answer.name]) };
};
