import type { Verdict } from "../core/tree.ts";
import { compareShortText, normalizeShortText } from "./compare-short-text.ts";
import { extractChoice } from "./extract-choice.ts";
import type { Extraction } from "./extraction.ts";
import { extractMath } from "./extract-math.ts";
import { extractNumber } from "./extract-number.ts";
import { extractShortText } from "./extract-short-text.ts";
import { foldText } from "./fold-text.ts";
import { exactNumber, gradeNumber, normalizeNumber } from "./grade-number.ts";
import { gradeMath, normalizeMath } from "./grade-math.ts";
import type { Choice, Comparison, JudgeInput, Judgement, Reason } from "./judgement.ts";
import { limits } from "./limits.ts";
import { noAnswer } from "./no-answer.ts";
import { readGold } from "./read-gold.ts";
import { readWindow, type Window } from "./read-window.ts";
import { judgeVersion } from "./version.ts";

type Graded = Comparison & { readonly f1?: number; readonly typeAnswer?: string; readonly typeGold?: string };

/** One task's way: where the answer stands, its one spelling, and how it compares. */
type Grader = {
  readonly extract: (text: string, window: Window, isTruncated: boolean) => Extraction;
  readonly normalize: (raw: string) => string;
  readonly grade: (answer: string, gold: string) => Graded;
};

const abstains =
  /\b(?:can(?:not|'t)(?: be| reliably be)? (?:determined?|answer(?:ed)?|tell|know)|not enough information|insufficient information|impossible to (?:determine|say|tell)|i (?:do not|don't) know|unable to (?:determine|answer)|not provided|unknown)\b/i;

const numberGrader: Grader = { extract: extractNumber, normalize: normalizeNumber, grade: gradeNumber };
const mathGrader: Grader = { extract: extractMath, normalize: normalizeMath, grade: gradeMath };

const textGrader: Grader = {
  extract: extractShortText,
  normalize: normalizeShortText,
  grade: (answer, gold) => {
    const { verdict, f1 } = compareShortText(answer, gold);
    const reasons: Record<Verdict, Reason> = {
      correct: "equal-string",
      incorrect: "different-value",
      unknown: "undecided",
    };
    return { verdict, method: "em", reason: reasons[verdict], flags: [], f1 };
  },
};

const foldSpaces = (raw: string): string => raw.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();

/** A gold that is neither number nor letter: the same words, or the same value as a formula. */
const customGrader: Grader = {
  extract: (text, window, isTruncated) => {
    const formula = extractMath(text, window, isTruncated);
    return formula.isFound || formula.reason !== "no-answer"
      ? formula
      : extractShortText(text, window, isTruncated);
  },
  normalize: foldSpaces,
  grade: (answer, gold) =>
    foldSpaces(answer) === foldSpaces(gold)
      ? { verdict: "correct", method: "string", reason: "equal-string", flags: [] }
      : gradeMath(answer, gold),
};

const isLetterGold = (gold: string): boolean => /^[A-J]$/.test(gold);

function choiceGrader(gold: string, choices: readonly Choice[]): Grader {
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
    grade: (answer, wanted) => {
      if (!labels.includes(wanted))
        return { verdict: "unknown", method: "none", reason: "unparsed-gold", flags: [] };
      return letterOf(answer) === wanted
        ? { verdict: "correct", method: "string", reason: "equal-string", flags: [] }
        : { verdict: "incorrect", method: "string", reason: "different-value", flags: [] };
    },
  };
}

function graderOf(task: JudgeInput["task"], gold: string, choices: readonly Choice[]): Grader {
  switch (task) {
    case "gsm8k":
      return numberGrader;
    case "math":
      return mathGrader;
    case "csqa":
      return choiceGrader(gold, choices);
    case "hotpotqa":
      return textGrader;
    case "custom":
      if (exactNumber(gold)) return /^[-+$£€¥\d.,\s/]+$/.test(gold) ? numberGrader : mathGrader;
      return isLetterGold(gold) && choices.length > 0 ? choiceGrader(gold, choices) : customGrader;
  }
}

function judge({ task, text, gold: goldField, choices = [], isTruncated = false }: JudgeInput): Judgement {
  const gold = readGold(task, goldField.slice(-limits.windowCharacters));
  const grader = graderOf(task, gold, choices);
  const normalizedGold = gold.length > limits.spanCharacters ? "" : grader.normalize(foldText(gold));
  if (gold === "") return noAnswer("unparsed-gold", "");
  if (gold.length > limits.spanCharacters) return noAnswer("too-large", "");
  const folded = foldText(text);
  const window = readWindow(folded);
  if (typeof window === "string") return noAnswer(window, normalizedGold);
  const extraction = grader.extract(folded, window, isTruncated);
  if (!extraction.isFound) return noAnswer(extraction.reason, normalizedGold);
  const { span, conflict, alternatives } = extraction;
  if (span.end - span.start > limits.spanCharacters) return noAnswer("too-large", normalizedGold);
  const raw = folded.slice(span.start, span.end);
  const isAbstaining =
    task !== "csqa" &&
    abstains.test(raw) &&
    !abstains.test(gold) &&
    normalizeShortText(raw) !== normalizeShortText(gold);
  const graded: Graded = isAbstaining
    ? { verdict: "unknown", method: "none", reason: "abstained", flags: [] }
    : grader.grade(raw, foldText(gold));
  const weak = span.tier === "last-number";
  return {
    ...graded,
    flags: weak ? [...graded.flags, "last-number"] : graded.flags,
    answer: {
      raw: text.slice(span.start, span.end),
      normalized: grader.normalize(raw),
      start: span.start,
      end: span.end,
    },
    normalizedGold,
    weak,
    conflict,
    alternatives: alternatives.map((other) => ({ ...other, raw: text.slice(other.start, other.end) })),
    tier: span.tier,
    judgeVersion,
  };
}

/**
 * Whether a model's text answers its question: extract, normalise, compare. Pure, and never throws: what cannot
 * be read or decided is `unknown` with its reason. `answer` offsets are UTF-16 units of `text`.
 */
export function judgeAnswer(input: JudgeInput): Judgement {
  try {
    return judge(input);
  } catch {
    return noAnswer("failed", "");
  }
}
