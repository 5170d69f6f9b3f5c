import { trimEdges } from "./exact.ts";
import type { FoldedComparison } from "./judge-rule.ts";
import type { WayToCompare } from "./way-to-compare.ts";

/** Not what makes a number another one: a point, comma, slash, colon or sign before a digit, a percent sign. */
const idlePunctuation = /(?![-.,/:]\d)(?!%)\p{P}/gu;
/** Marks that part words: "well-known" is "well known", while "U.S." is "US". */
const isParting = /[\p{Pd}\p{Pc}/]/u;

/** A text with all taken away that the rule ignores. */
export function foldByRule(
  raw: string,
  { ignoreCase, ignoreSpaces, ignorePunctuation }: FoldedComparison,
): string {
  let text = trimEdges(raw);
  if (ignoreCase) text = text.toLowerCase();
  if (ignorePunctuation) text = text.replace(idlePunctuation, (mark) => (isParting.test(mark) ? " " : ""));
  if (ignoreSpaces) text = text.replace(/\s+/g, " ");
  return text.trim();
}

/** Equal once case, runs of white space and idle punctuation are taken away, each where the rule says so. */
export const compareFolded = (rule: FoldedComparison): WayToCompare => ({
  normalize: (raw) => foldByRule(raw, rule),
  problemOf: (gold) => (foldByRule(gold, rule) === "" ? "empty" : null),
  compare: (answer, gold) =>
    foldByRule(answer, rule) === foldByRule(gold, rule)
      ? { verdict: "correct", method: "string", reason: "equal-string", flags: [] }
      : { verdict: "incorrect", method: "string", reason: "different-value", flags: [] },
});
