import type { z } from "zod";
import { JudgeRule, type RuleComparison } from "@/lib/http/wire/judge-rules.ts";

export type PatternDraft = {
  readonly pattern: string;
  readonly isCaseIgnored: boolean;
  readonly isMultiline: boolean;
  readonly group: string;
};

/** A rule while it is edited: every field of every kind, so that going to and fro between kinds loses nothing. */
export type RuleDraft = {
  readonly place: JudgeRule["extraction"]["kind"];
  readonly marker: string;
  readonly placePattern: PatternDraft;
  readonly kind: JudgeRule["kind"];
  readonly ownPattern: PatternDraft;
  readonly readsGold: boolean;
  readonly list: "separator" | "json";
  readonly separator: string;
  /** How what a pattern or a list gave compares. */
  readonly inner: RuleComparison["kind"];
  readonly ignoreCase: boolean;
  readonly ignoreSpaces: boolean;
  readonly ignorePunctuation: boolean;
  readonly absolute: string;
  readonly relative: string;
  readonly threshold: string;
};

const emptyPattern: PatternDraft = { pattern: "", isCaseIgnored: false, isMultiline: false, group: "0" };

const firstDraft: RuleDraft = {
  place: "last_line",
  marker: "Answer:",
  placePattern: emptyPattern,
  kind: "folded",
  ownPattern: emptyPattern,
  readsGold: false,
  list: "separator",
  separator: "|",
  inner: "folded",
  ignoreCase: true,
  ignoreSpaces: true,
  ignorePunctuation: true,
  absolute: "",
  relative: "",
  threshold: "0.8",
};

type Pattern = { readonly pattern: string; readonly flags: string; readonly group: number };

const draftOfPattern = ({ pattern, flags, group }: Pattern): PatternDraft => ({
  pattern,
  isCaseIgnored: flags.includes("i"),
  isMultiline: flags.includes("m"),
  group: String(group),
});

function draftOfComparison(comparison: RuleComparison): Partial<RuleDraft> {
  if (comparison.kind === "exact") return {};
  if (comparison.kind === "numeric")
    return { absolute: comparison.absolute ?? "", relative: comparison.relative ?? "" };
  const { ignoreCase, ignoreSpaces, ignorePunctuation } = comparison;
  return { ignoreCase, ignoreSpaces, ignorePunctuation };
}

function draftOfKind(rule: JudgeRule): Partial<RuleDraft> {
  switch (rule.kind) {
    case "regex":
      return {
        ownPattern: draftOfPattern(rule),
        readsGold: rule.readsGold,
        inner: rule.compare.kind,
        ...draftOfComparison(rule.compare),
      };
    case "accepted":
      return {
        list: rule.list.kind,
        ...(rule.list.kind === "separator" && { separator: rule.list.separator }),
        inner: rule.compare.kind,
        ...draftOfComparison(rule.compare),
      };
    case "f1":
      return { threshold: rule.threshold };
    default:
      return draftOfComparison(rule);
  }
}

/** The fields of a stored rule; of a first one where there is none. */
export function draftOf(rule: JudgeRule | null): RuleDraft {
  if (rule === null) return firstDraft;
  const { extraction } = rule;
  return {
    ...firstDraft,
    place: extraction.kind,
    ...(extraction.kind === "after" && { marker: extraction.marker }),
    ...(extraction.kind === "regex" && { placePattern: draftOfPattern(extraction) }),
    kind: rule.kind,
    ...draftOfKind(rule),
  };
}

const patternOf = ({ pattern, isCaseIgnored, isMultiline, group }: PatternDraft) => ({
  pattern,
  flags: `${isCaseIgnored ? "i" : ""}${isMultiline ? "m" : ""}`,
  group: group.trim() === "" ? 0 : Number(group),
});

const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

function comparisonOf(draft: RuleDraft, kind: RuleComparison["kind"]) {
  const { ignoreCase, ignoreSpaces, ignorePunctuation, absolute, relative } = draft;
  if (kind === "folded") return { kind, ignoreCase, ignoreSpaces, ignorePunctuation };
  return kind === "numeric" ? { kind, absolute: orNull(absolute), relative: orNull(relative) } : { kind };
}

function kindOf(draft: RuleDraft) {
  const compare = comparisonOf(draft, draft.inner);
  switch (draft.kind) {
    case "regex":
      return { kind: draft.kind, ...patternOf(draft.ownPattern), readsGold: draft.readsGold, compare };
    case "accepted":
      return {
        kind: draft.kind,
        list: draft.list === "json" ? { kind: "json" } : { kind: "separator", separator: draft.separator },
        compare,
      };
    case "f1":
      return { kind: draft.kind, threshold: draft.threshold.trim() };
    default:
      return comparisonOf(draft, draft.kind);
  }
}

function placeOf(draft: RuleDraft) {
  if (draft.place === "after") return { kind: draft.place, marker: draft.marker };
  return draft.place === "regex"
    ? { kind: draft.place, ...patternOf(draft.placePattern) }
    : { kind: draft.place };
}

/** The rule that the fields make, or what is wrong with them by the rule's own field names ("extraction.marker"). */
export function ruleOf(
  draft: RuleDraft,
): { readonly rule: JudgeRule } | { readonly issues: readonly z.core.$ZodIssue[] } {
  const parsed = JudgeRule.safeParse({ ...kindOf(draft), extraction: placeOf(draft) });
  return parsed.success ? { rule: parsed.data } : { issues: parsed.error.issues };
}
