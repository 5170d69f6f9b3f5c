import type { JudgePost } from "@/lib/http/wire/judge.ts";
import type { JudgeRule } from "@/lib/http/wire/judge-rules.ts";
import { parseChoices } from "./parse-choices.ts";
import type { JudgeDraft } from "./use-judge-draft.ts";

type Item = JudgePost["items"][number];

/** What is sent to be judged. Choices count only where the task or the rule's task may read them. */
export function judgeItemOf(draft: JudgeDraft, rule: JudgeRule | null): Item {
  const { task, text, gold, question, choices, isCut } = draft;
  const parsed = parseChoices(choices);
  return {
    task,
    text,
    gold,
    ...((question !== "" || parsed.length > 0) && {
      question: {
        ...(question !== "" && { text: question }),
        ...(parsed.length > 0 && { choices: parsed }),
      },
    }),
    ...(isCut && { isTruncated: true }),
    ...(rule && { rule }),
  };
}
