import type { Comparison, Surroundings } from "./judgement.ts";
import { compareOrdered, namesIn } from "./compare-lists.ts";
import { compareValues } from "./compare-values.ts";
import { cleanLatex } from "./latex/clean-latex.ts";
import { limits } from "./limits.ts";
import { readValue } from "./read-value.ts";
import type { Value } from "./value.ts";
import { writeValue } from "./write-value.ts";

/** Any space but those that part two words or two numbers. */
const idleSpace = /\s(?![A-Za-z\d])|(?<![A-Za-z\d])\s|(?<=\d)\s(?=[A-Za-z])|(?<=[A-Za-z])\s(?=\d)/g;

/** Cleaned LaTeX without the spaces that say nothing. */
const spellMath = (raw: string): string =>
  cleanLatex(raw.slice(0, limits.spanCharacters)).replace(idleSpace, "");

/** One string for one value: of rational numbers, words and what is made of them its value, else cleaned LaTeX. */
export const normalizeMath = (raw: string): string => writeValue(readValue(raw)) ?? spellMath(raw);

/** A letter behind a number, which is a unit only where the gold has one. */
const unitLetter = /^(-?[\d.,/]+|-?\\frac\{\d+\}\{\d+\})\s?([a-zA-Z])(\^\{?[23]\}?)?$/;

const asksForOrder =
  /\b(?:(?:increasing|decreasing|ascending|descending|alphabetical|numerical) order|order(?:ed)? from|in order|(?:least|smallest|lowest|shortest|lightest|youngest|slowest|greatest|largest|biggest|highest|longest|tallest|heaviest|oldest|fastest|first|best|worst|most|fewest) to (?:the )?\w+est\b|respectively)/i;

/** Whether two lists of the same things give them in another order. */
function areReordered(answer: Value, gold: Value): boolean {
  if (answer.kind === "list" && gold.kind === "list")
    return compareOrdered(answer.items, gold.items, (a, b) => compareValues(a, b)).verdict !== "correct";
  if (answer.kind !== "text" || gold.kind !== "text") return false;
  return namesIn(answer.text).join() !== namesIn(gold.text).join();
}

/** LaTeX or plain answers (MATH): equal spelling, then typed values by exact rules; what those cannot tell is unknown. */
export function gradeMath(
  answer: string,
  gold: string,
  near: Surroundings = {},
): Comparison & { typeAnswer: string; typeGold: string } {
  const wanted = readValue(gold);
  const hasUnit = wanted.kind === "quantity" && wanted.unit !== null;
  const given = readValue(hasUnit ? cleanLatex(answer).replace(unitLetter, "$1\\text{ $2}$3") : answer);
  const types = { typeAnswer: given.kind, typeGold: wanted.kind };
  const isLong = answer.length > limits.spanCharacters || gold.length > limits.spanCharacters;
  const [left, right] = [spellMath(answer), spellMath(gold)];
  if (!isLong && left !== "" && left === right)
    return { verdict: "correct", method: "string", reason: "equal-string", flags: [], ...types };
  const comparison = compareValues(given, wanted, near);
  const isRepeated =
    given.kind === "relation" &&
    wanted.kind !== "relation" &&
    !given.operators.includes("=") &&
    near.question !== undefined &&
    spellMath(near.question).includes(left);
  if (isRepeated && comparison.verdict === "correct")
    return { verdict: "unknown", method: "none", reason: "ambiguous", flags: [], ...types };
  const isSortedOtherwise =
    comparison.reason === "equal-set" &&
    asksForOrder.test(near.question ?? "") &&
    areReordered(given, wanted);
  if (isSortedOtherwise)
    return { verdict: "unknown", method: "none", reason: "ambiguous", flags: [], ...types };
  const isDecimalComma = /^-?\d+,\d+$/.test(left) && comparison.verdict === "incorrect";
  if (isDecimalComma && compareValues(readValue(left.replace(",", ".")), wanted).verdict === "correct")
    return { verdict: "unknown", method: "none", reason: "ambiguous", flags: [], ...types };
  return { ...comparison, ...types };
}
