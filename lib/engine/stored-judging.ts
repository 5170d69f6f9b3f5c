import type { QuestionRow } from "../../db/rows.ts";
import type { StoredJudging } from "../../db/stored-types.ts";
import type { Question } from "../core/tree.ts";
import type { JudgeInput, Judgement } from "../judge/judgement.ts";
import type { JudgeRule } from "../judge/rules/judge-rule.ts";
import { choicesOf } from "./question-choices.ts";

/** What the judge needs of a stored or arriving text; the rule wins over the question's task where there is one. */
export function judgeInputOf(
  { task, gold, meta, text: question }: Question | QuestionRow,
  rule: JudgeRule | null,
  { text, finishReason }: { readonly text: string; readonly finishReason: string | null },
): JudgeInput {
  const choices = choicesOf(meta);
  return {
    task,
    text,
    gold,
    question,
    ...(choices && { choices }),
    ...(rule && { rule }),
    isTruncated: finishReason === "length",
  };
}

/** A judgement as it is kept with its node. */
export const storedJudging = (judgement: Judgement): StoredJudging => ({
  verdict: judgement.verdict,
  answer: judgement.answer,
  judge: {
    method: judgement.method,
    reason: judgement.reason,
    version: judgement.judgeVersion,
    flags: [
      ...judgement.flags,
      ...(judgement.weak ? ["weak"] : []),
      ...(judgement.conflict ? ["conflict"] : []),
    ],
  },
});
