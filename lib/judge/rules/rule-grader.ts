import { extractNumber } from "../extract-number.ts";
import type { Extraction } from "../extraction.ts";
import { foldText } from "../fold-text.ts";
import type { GoldProblem } from "../gold-problem.ts";
import type { Grader } from "../grader.ts";
import type { JudgeInput } from "../judgement.ts";
import { limits } from "../limits.ts";
import { taskGrader } from "../task-grader.ts";
import { compareAccepted } from "./accepted.ts";
import { extractByRule } from "./extract-by-rule.ts";
import { compareF1 } from "./f1.ts";
import type { JudgeRule } from "./judge-rule.ts";
import { lastMatch } from "./last-match.ts";
import { narrowToNumber } from "./narrow-to-number.ts";
import { wayToCompare } from "./way-to-compare.ts";

type Input = Pick<JudgeInput, "task" | "gold" | "choices">;
type Reading = Omit<Grader, "gold" | "extract">;

/** Numbers are looked for as numbers, whatever the task would look for. */
const isNumeric = (rule: JudgeRule): boolean =>
  rule.kind === "numeric" || ("compare" in rule && rule.compare.kind === "numeric");

function placeOf(rule: JudgeRule, input: Input): Grader["extract"] {
  const { extraction } = rule;
  if (extraction.kind === "task")
    return isNumeric(rule) && input.task === "custom" ? extractNumber : taskGrader(input).extract;
  return (...given) => {
    const place = extractByRule(extraction, ...given);
    return isNumeric(rule) && rule.kind !== "regex" ? narrowToNumber(given[0], place) : place;
  };
}

/** What the rule's own pattern holds of a place that was found. */
function matchWithin(rule: JudgeRule, text: string, place: Extraction): Extraction {
  if (rule.kind !== "regex" || !place.isFound) return place;
  const { start, end } = place.span;
  const match = lastMatch(text.slice(start, end), rule);
  if (!match) return { isFound: false, reason: "no-answer" };
  if (match.start === match.end) return { isFound: false, reason: "empty-answer" };
  return { ...place, span: { start: start + match.start, end: start + match.end, tier: "pattern" } };
}

function readingOf(rule: JudgeRule, gold: string): Reading {
  if (rule.kind === "accepted") return compareAccepted(rule, gold);
  if (rule.kind === "f1") return compareF1(rule, gold);
  const way = wayToCompare(rule.kind === "regex" ? rule.compare : rule);
  const match = rule.kind === "regex" && rule.readsGold ? lastMatch(gold, rule) : null;
  const wanted = match ? gold.slice(match.start, match.end) : gold;
  const isMissed = rule.kind === "regex" && rule.readsGold && !match;
  const goldProblem: GoldProblem | null = isMissed
    ? "pattern-misses"
    : wanted.trim() === ""
      ? "empty"
      : way.problemOf(wanted);
  return {
    goldProblem,
    normalize: way.normalize,
    normalizedGold: goldProblem ? "" : way.normalize(wanted),
    grade: (answer) => way.compare(answer, wanted),
  };
}

/** How a data set's rule judges against one gold; `gold` is the field as stored. */
export function ruleGrader(rule: JudgeRule, input: Input): Grader {
  const limit = rule.kind === "accepted" ? limits.windowCharacters : limits.spanCharacters;
  const gold = foldText(input.gold).trim();
  const place = placeOf(rule, input);
  const extract: Grader["extract"] = (...given) => matchWithin(rule, given[0], place(...given));
  if (gold === "" || gold.length > limit)
    return {
      gold,
      goldProblem: gold === "" ? "empty" : "too-large",
      normalizedGold: "",
      extract,
      normalize: (raw) => raw,
      grade: () => ({ verdict: "unknown", method: "none", reason: "unparsed-gold", flags: [] }),
    };
  return { gold, extract, ...readingOf(rule, gold) };
}
