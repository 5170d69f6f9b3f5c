import { fewestQuestions } from "../../core/compare/paired-change.ts";
import type { Comparison, CompareWarning } from "../../http/wire/compare.ts";
import type { RunRow } from "../../../db/rows.ts";

const countOf = (count: number, noun: string): string =>
  `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;

type Shown = Pick<Comparison, "a" | "b" | "threshold" | "questions">;

/** What a reader of a comparison must know before believing it, gravest first. */
export function warnOfDifferences(
  { a, b, threshold, questions }: Shown,
  runs: { readonly a: RunRow; readonly b: RunRow },
): CompareWarning[] {
  const leftOut = questions.matched - questions.compared;
  const warnings: (CompareWarning | false)[] = [
    a.id === b.id && {
      code: "same_run",
      message: "Both sides are the same run. Choose another one for B.",
    },
    runs.a.protocol !== runs.b.protocol && {
      code: "protocol",
      message: `The runs grow by different protocols, ${runs.a.protocol} and ${runs.b.protocol}: pairs are compared for roles of the same name only.`,
    },
    a.judge.version !== b.judge.version && {
      code: "judge_version",
      message: `A was judged by judge ${a.judge.version || "unknown"}, B by ${b.judge.version || "unknown"}. Judge the older run again first: else a change of the judge looks like a change of the answers.`,
    },
    JSON.stringify(a.judge.rule) !== JSON.stringify(b.judge.rule) && {
      code: "judge_rule",
      message:
        "The runs were judged by different rules of their data set. Judge one of them again by the other's rule first.",
    },
    (runs.a.unknownLeaves !== runs.b.unknownLeaves || runs.a.incomplete !== runs.b.incomplete) && {
      code: "policy",
      message:
        "The runs count unknown leaves or incomplete parts in different ways, so their values mean different things.",
    },
    a.threshold !== b.threshold && {
      code: "threshold",
      message: `The runs have different thresholds, ${a.threshold} and ${b.threshold}. Here both are read at ${threshold}.`,
    },
    questions.otherGold > 0 && {
      code: "other_gold",
      message: `${countOf(questions.otherGold, "question")} ${questions.otherGold === 1 ? "has" : "have"} the same words but another gold; they are not compared.`,
    },
    questions.matched > 0 &&
      a.only + b.only > 0 && {
        code: "questions",
        message: `The runs do not ask the same questions: ${countOf(a.only, "question")} only in A, ${countOf(b.only, "question")} only in B. All numbers are of those in both.`,
      },
    leftOut > 0 && {
      code: "left_out",
      message: `${countOf(leftOut, "question")} of both runs ${leftOut === 1 ? "is" : "are"} left out, because a tree is unfinished or a part of it failed. Long and hard questions fail more often.`,
    },
    questions.compared < fewestQuestions && {
      code: "few",
      message:
        questions.compared === 0
          ? "No question is finished in both runs, so there is nothing to compare yet."
          : `Only ${countOf(questions.compared, "question")} to compare: under ${fewestQuestions} no interval is given.`,
    },
  ];
  return warnings.filter((warning) => warning !== false);
}
