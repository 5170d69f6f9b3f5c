import type { Task } from "../core/tree.ts";
import type { GoldProblem } from "../judge/gold-problem.ts";
import { judgeInOrder } from "../judge/judge-in-order.ts";
import type { JudgeInput, Judgement } from "../judge/judgement.ts";
import type { JudgePool } from "../judge/pool.ts";
import type { JudgeRule } from "../judge/rules/judge-rule.ts";
import { choicesOf } from "./question-choices.ts";

type GoldHolder = {
  readonly gold: string;
  readonly task: Task;
  readonly meta: Readonly<Record<string, unknown>>;
};

function problemOf({ goldProblem, reason }: Judgement): GoldProblem | null {
  if (goldProblem !== undefined) return goldProblem;
  return reason === "timeout" ? "timeout" : "failed";
}

/**
 * Reads the gold of each question as the judge would, in its workers, and gives each question out with what is wrong
 * with its gold, or null. Draws no more than some hundreds ahead.
 */
export async function* readGolds<Holder extends GoldHolder>(
  judge: JudgePool,
  questions: Iterable<Holder> | AsyncIterable<Holder>,
  rule: JudgeRule | null,
  signal?: AbortSignal,
): AsyncGenerator<readonly [Holder, GoldProblem | null]> {
  const inputOf = ({ task, gold, meta }: Holder): JudgeInput => {
    const choices = choicesOf(meta);
    return { task, gold, text: "", isGoldCheck: true, ...(choices && { choices }), ...(rule && { rule }) };
  };
  const judged = judgeInOrder(judge, questions, inputOf, signal ? { signal } : {});
  for await (const [question, judgement] of judged) yield [question, problemOf(judgement)];
}
