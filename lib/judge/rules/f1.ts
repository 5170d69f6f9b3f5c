import { normalizeShortText, tokenF1 } from "../compare-short-text.ts";
import type { Grader } from "../grader.ts";
import type { JudgeRule } from "./judge-rule.ts";

/** Words shared with the gold, in any order: correct from the rule's token F1, else incorrect (SQuAD's measure). */
export function compareF1(
  { threshold }: Extract<JudgeRule, { readonly kind: "f1" }>,
  gold: string,
): Omit<Grader, "gold" | "extract"> {
  const normalizedGold = normalizeShortText(gold);
  return {
    goldProblem: normalizedGold === "" ? "empty" : null,
    normalizedGold,
    normalize: normalizeShortText,
    grade: (answer) => {
      const f1 = tokenF1(answer, gold);
      return f1 >= Number(threshold)
        ? { verdict: "correct", method: "em", reason: "f1-reached", flags: [], f1 }
        : { verdict: "incorrect", method: "em", reason: "different-value", flags: [], f1 };
    },
  };
}
