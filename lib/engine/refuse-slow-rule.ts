import { MalthouseError } from "../core/errors.ts";
import type { JudgePool } from "../judge/pool.ts";
import { baitTexts } from "../judge/rules/bait-texts.ts";
import type { JudgeRule, RulePattern } from "../judge/rules/judge-rule.ts";
import { patternsOf } from "../judge/rules/patterns-of.ts";

async function isSlow(judge: JudgePool, { pattern, flags, group }: RulePattern): Promise<boolean> {
  const rule: JudgeRule = { kind: "exact", extraction: { kind: "regex", pattern, flags, group } };
  for (const text of baitTexts(pattern)) {
    // One after the other: the first that holds its worker ends the trial.
    const { reason } = await judge.judge({ task: "custom", gold: "1", text, rule });
    if (reason === "timeout" || reason === "worker-crashed" || reason === "failed") return true;
  }
  return false;
}

/**
 * Tries a rule's regular expressions, in the judge's workers, on texts over which catastrophic ones run away.
 * Throws `invalid_request` naming the field. What passes may still be slow on a text of its own: that text is `timeout`.
 */
export async function refuseSlowRule(judge: JudgePool, rule: JudgeRule, at = "rule"): Promise<void> {
  for (const { path, pattern } of patternsOf(rule)) {
    if (!(await isSlow(judge, pattern))) continue;
    const message =
      "Too slow: on some short texts it tries too many ways to match. Take a repetition out of a repetition, such as (a+)+, or bound it, such as {1,40}.";
    throw new MalthouseError("invalid_request", `${at}.${path}: ${message}`, {
      errors: [{ path: `${at}.${path}`, message }],
    });
  }
}
