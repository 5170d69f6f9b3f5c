import type { JudgeRule, RulePattern } from "./judge-rule.ts";

/** The regular expressions of a rule, each with its place in it ("pattern", "extraction.pattern"). */
export function patternsOf(rule: JudgeRule): { readonly path: string; readonly pattern: RulePattern }[] {
  const { extraction } = rule;
  return [
    ...(rule.kind === "regex" ? [{ path: "pattern", pattern: rule }] : []),
    ...(extraction.kind === "regex" ? [{ path: "extraction.pattern", pattern: extraction }] : []),
  ];
}
