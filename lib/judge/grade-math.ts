import type { Comparison } from "./judgement.ts";
import { compareValues } from "./compare-values.ts";
import { cleanLatex } from "./latex/clean-latex.ts";
import { limits } from "./limits.ts";
import { readValue } from "./read-value.ts";

/** One string for one value where spelling alone differs: cleaned LaTeX without spaces. */
export const normalizeMath = (raw: string): string =>
  cleanLatex(raw.slice(0, limits.spanCharacters)).replace(/\s(?![A-Za-z])|(?<![A-Za-z])\s/g, "");

/** LaTeX or plain answers (MATH): equal spelling, then typed values by exact rules; what those cannot tell is unknown. */
export function gradeMath(
  answer: string,
  gold: string,
): Comparison & { typeAnswer: string; typeGold: string } {
  const [given, wanted] = [readValue(answer), readValue(gold)];
  const types = { typeAnswer: given.kind, typeGold: wanted.kind };
  const isLong = answer.length > limits.spanCharacters || gold.length > limits.spanCharacters;
  const [left, right] = [normalizeMath(answer), normalizeMath(gold)];
  if (!isLong && left !== "" && left === right)
    return { verdict: "correct", method: "string", reason: "equal-string", flags: [], ...types };
  const comparison = compareValues(given, wanted);
  const isDecimalComma = /^-?\d+,\d+$/.test(left) && comparison.verdict === "incorrect";
  if (isDecimalComma && compareValues(readValue(left.replace(",", ".")), wanted).verdict === "correct")
    return { verdict: "unknown", method: "none", reason: "ambiguous", flags: [], ...types };
  return { ...comparison, ...types };
}
