import type { Verdict } from "../core/tree.ts";
import type { AlgebraLibrary } from "./algebra/algebra-library.ts";
import { compareShortText, normalizeShortText } from "./compare-short-text.ts";
import { extractChoice } from "./extract-choice.ts";
import { extractMath } from "./extract-math.ts";
import { extractNumber } from "./extract-number.ts";
import { extractShortText } from "./extract-short-text.ts";
import { foldText } from "./fold-text.ts";
import type { GoldProblem } from "./gold-problem.ts";
import type { Graded, Grader } from "./grader.ts";
import { exactNumber, gradeNumber, normalizeNumber } from "./grade-number.ts";
import { gradeMath, normalizeMath } from "./grade-math.ts";
import type { Choice, JudgeInput, Reason, Surroundings } from "./judgement.ts";
import { limits } from "./limits.ts";
import { readGold } from "./read-gold.ts";
import { readValue } from "./read-value.ts";

/** A task's way before it knows its gold. */
type Way = {
  readonly extract: Grader["extract"];
  readonly normalize: (raw: string) => string;
  readonly grade: (answer: string, gold: string, near: Surroundings) => Graded;
  /** Of a gold that is neither empty nor too long. */
  readonly problemOf: (gold: string) => GoldProblem | null;
};

const numberWay: Way = {
  extract: extractNumber,
  normalize: normalizeNumber,
  grade: gradeNumber,
  problemOf: (gold) => (exactNumber(gold) ? null : "no-number"),
};

const mathWay: Way = {
  extract: extractMath,
  normalize: normalizeMath,
  grade: gradeMath,
  problemOf: (gold) => {
    const value = readValue(gold);
    return value.kind !== "unread" ? null : value.isTooLarge ? "too-large" : "no-formula";
  },
};

const textWay: Way = {
  extract: extractShortText,
  normalize: normalizeShortText,
  problemOf: (gold) => (normalizeShortText(gold) === "" ? "empty" : null),
  grade: (answer, gold) => {
    const { verdict, f1 } = compareShortText(answer, gold);
    const reasons: Record<Verdict, Reason> = {
      correct: "equal-string",
      incorrect: "different-value",
      unknown: "undecided",
    };
    const types = { typeAnswer: "text", typeGold: "text" };
    return { verdict, method: "em", reason: reasons[verdict], flags: [], f1, ...types };
  },
};

const foldSpaces = (raw: string): string => raw.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();

/** A gold that is neither number nor letter: the same words, or the same value as a formula. */
const customWay: Way = {
  extract: (text, window, isTruncated) => {
    const formula = extractMath(text, window, isTruncated);
    return formula.isFound || formula.reason !== "no-answer"
      ? formula
      : extractShortText(text, window, isTruncated);
  },
  normalize: foldSpaces,
  problemOf: () => null,
  grade: (answer, gold, near) =>
    foldSpaces(answer) === foldSpaces(gold)
      ? {
          verdict: "correct",
          method: "string",
          reason: "equal-string",
          flags: [],
          typeAnswer: readValue(answer).kind,
          typeGold: readValue(gold).kind,
        }
      : gradeMath(answer, gold, near),
};

const isLetterGold = (gold: string): boolean => /^[A-J]$/.test(gold);

function choiceWay(gold: string, choices: readonly Choice[]): Way {
  const given = choices.map(({ label }) => label.toUpperCase()).filter((label) => /^[A-Z]$/.test(label));
  const labels = given.length > 0 ? given.join("") : gold > "E" ? "ABCDEFGHIJ" : "ABCDE";
  const letterOf = (raw: string): string =>
    /^[A-Za-z]$/.test(raw)
      ? raw.toUpperCase()
      : (choices.find((choice) => choice.text.toLowerCase() === raw.toLowerCase())?.label.toUpperCase() ??
        raw);
  return {
    extract: (text, window) => extractChoice(text, window, labels, choices),
    normalize: letterOf,
    problemOf: (wanted) => (labels.includes(wanted) ? null : "not-a-choice"),
    grade: (answer, wanted) => {
      if (!labels.includes(wanted))
        return { verdict: "unknown", method: "none", reason: "unparsed-gold", flags: [] };
      const types = { typeAnswer: "option", typeGold: "option" };
      return letterOf(answer) === wanted
        ? { verdict: "correct", method: "string", reason: "equal-string", flags: [], ...types }
        : { verdict: "incorrect", method: "string", reason: "different-value", flags: [], ...types };
    },
  };
}

function wayOf(task: JudgeInput["task"], gold: string, choices: readonly Choice[]): Way {
  switch (task) {
    case "gsm8k":
      return numberWay;
    case "math":
      return mathWay;
    case "csqa":
      return choiceWay(gold, choices);
    case "hotpotqa":
      return textWay;
    case "custom":
      if (exactNumber(gold)) return /^[-+$£€¥\d.,\s/]+$/.test(gold) ? numberWay : mathWay;
      return isLetterGold(gold) && choices.length > 0 ? choiceWay(gold, choices) : customWay;
  }
}

/** How a task judges against one gold; `gold` is the field as stored. The library is asked only where exact rules cannot tell. */
export function taskGrader(
  { task, gold: field, choices = [], question }: Pick<JudgeInput, "task" | "gold" | "choices" | "question">,
  library?: AlgebraLibrary,
): Grader {
  const near: Surroundings = { ...(question !== undefined && { question }), ...(library && { library }) };
  const gold = readGold(task, field.slice(-limits.windowCharacters));
  const isTooLarge = gold.length > limits.spanCharacters;
  const folded = isTooLarge ? "" : foldText(gold);
  const { extract, normalize, grade, problemOf } = wayOf(task, gold, choices);
  return {
    gold,
    goldProblem: gold === "" ? "empty" : isTooLarge ? "too-large" : problemOf(folded),
    extract,
    normalize,
    normalizedGold: isTooLarge ? "" : normalize(folded),
    grade: (answer) => grade(answer, folded, near),
  };
}
