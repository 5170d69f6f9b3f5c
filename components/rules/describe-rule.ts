import type { JudgeRule, RuleComparison, RuleExtraction } from "@/lib/http/wire/judge-rules.ts";

type Pattern = { readonly pattern: string; readonly flags: string; readonly group: number };

const patternWords = ({ pattern, flags, group }: Pattern): string =>
  `${group === 0 ? "the last match" : `group ${group} of the last match`} of /${pattern}/${flags}`;

/** Where a rule reads the answer: "the last line". */
export function describePlace(extraction: RuleExtraction): string {
  switch (extraction.kind) {
    case "task":
      return "the place where the data set's task looks for it";
    case "whole":
      return "the whole text";
    case "last_line":
      return "the last line";
    case "after":
      return `what follows the last “${extraction.marker}” on its line, or the next line`;
    case "regex":
      return patternWords(extraction);
  }
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

function describeComparison(comparison: RuleComparison, gold: string): string {
  if (comparison.kind === "exact") return `it is ${gold}, character for character`;
  if (comparison.kind === "folded") {
    const ignored = [
      ...(comparison.ignoreCase ? ["case"] : []),
      ...(comparison.ignoreSpaces ? ["the width of spaces"] : []),
      ...(comparison.ignorePunctuation ? ["punctuation"] : []),
    ];
    return ignored.length === 0
      ? `it is ${gold}, character for character`
      : `it is ${gold}, ${listed(ignored)} aside`;
  }
  const { absolute, relative } = comparison;
  const bounds = [
    ...(absolute === null ? [] : [`no further than ${absolute} away`]),
    ...(relative === null ? [] : [`no further than ${relative} times the gold's size away`]),
  ];
  return bounds.length === 0
    ? `its number equals ${gold}, unrounded`
    : `its number equals ${gold} or is ${bounds.join(" or ")}`;
}

function describeKind(rule: JudgeRule): string {
  switch (rule.kind) {
    case "regex": {
      const gold = rule.readsGold ? "what the pattern finds in the gold" : "the gold";
      return `There, the answer is ${patternWords(rule)}. It is correct where ${describeComparison(rule.compare, gold)}.`;
    }
    case "accepted": {
      const list = rule.list.kind === "json" ? "a JSON list" : `a list parted by “${rule.list.separator}”`;
      return `The gold is ${list}. An answer is correct where ${describeComparison(rule.compare, "one of them")}.`;
    }
    case "f1":
      return `It is correct where it shares words with the gold: token F1 from ${rule.threshold}.`;
    default:
      return `It is correct where ${describeComparison(rule, "the gold")}.`;
  }
}

/** A rule in two sentences: where the answer is read, and when it is correct. */
export const describeRule = (rule: JudgeRule): string =>
  `Reads ${describePlace(rule.extraction)}. ${describeKind(rule)}`;
