import type { AlgebraLibrary } from "./algebra/algebra-library.ts";
import { normalizeShortText } from "./compare-short-text.ts";
import { foldText } from "./fold-text.ts";
import type { Graded } from "./grader.ts";
import type { JudgeInput, Judgement } from "./judgement.ts";
import { limits } from "./limits.ts";
import { noAnswer } from "./no-answer.ts";
import { readWindow } from "./read-window.ts";
import { ruleGrader } from "./rules/rule-grader.ts";
import { taskGrader } from "./task-grader.ts";
import { judgeVersion } from "./version.ts";

const abstains =
  /\b(?:can(?:not|'t)(?: be| reliably be)? (?:determined?|answer(?:ed)?|tell|know)|not enough information|insufficient information|impossible to (?:determine|say|tell)|i (?:do not|don't) know|unable to (?:determine|answer)|not provided|unknown)\b/i;

function judge(input: JudgeInput, library?: AlgebraLibrary): Judgement {
  const { task, text, rule, isTruncated = false } = input;
  const grader = rule ? ruleGrader(rule, input) : taskGrader(input, library);
  const { gold, goldProblem, normalizedGold } = grader;
  if (input.isGoldCheck) return { ...noAnswer("unparsed-gold", normalizedGold), goldProblem };
  // A task compares a gold that it cannot read by its spelling; a rule has nothing to fall back on.
  if (rule ? goldProblem !== null : gold === "" || gold.length > limits.spanCharacters)
    return noAnswer(goldProblem === "too-large" ? "too-large" : "unparsed-gold", "");
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
    : grader.grade(raw);
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
    ...(graded.method === "library" &&
      library && { library: { name: library.name, version: library.version } }),
  };
}

/**
 * Whether a model's text answers its question: extract, normalise, compare. Pure, and never throws: what cannot
 * be read or decided is `unknown` with its reason. `answer` offsets are UTF-16 units of `text`.
 */
export function judgeAnswer(input: JudgeInput, library?: AlgebraLibrary): Judgement {
  try {
    return judge(input, library);
  } catch {
    return noAnswer("failed", "");
  }
}
