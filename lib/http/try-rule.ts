import type { z } from "zod";
import { getDataset } from "../../db/queries/datasets.ts";
import { eachQuestion } from "../../db/queries/gold-problems.ts";
import { questionsById } from "../../db/queries/questions.ts";
import { sampleAnswers } from "../../db/queries/sample-answers.ts";
import type { QuestionRow } from "../../db/rows.ts";
import type { Malthouse } from "../engine/malthouse.ts";
import { choicesOf } from "../engine/question-choices.ts";
import { readGolds } from "../engine/read-golds.ts";
import type { JudgeRule } from "../judge/rules/judge-rule.ts";
import { judgeItems } from "./judge-items.ts";
import { viewGoldProblem } from "./views.ts";
import type { RuleTried, RuleTry, TriedItem } from "./wire/rule-trials.ts";

type Parts = Pick<Malthouse, "store" | "judge">;
type Trial = { readonly item: Pick<TriedItem, "text" | "gold" | "stored">; readonly isTruncated: boolean };

const shownProblems = 5;

async function* firstOf<T>(source: AsyncIterable<T>, limit: number): AsyncGenerator<T> {
  let left = limit;
  if (left <= 0) return;
  for await (const item of source) {
    yield item;
    if (--left === 0) return;
  }
}

async function tryGolds(
  { store, judge }: Parts,
  datasetId: string,
  rule: JudgeRule | null,
  limit: number,
): Promise<RuleTried["golds"]> {
  const golds: RuleTried["golds"] = { read: 0, problems: 0, first: [] };
  for await (const [question, goldProblem] of readGolds(
    judge,
    firstOf(eachQuestion(store, datasetId), limit),
    rule,
  )) {
    golds.read += 1;
    if (goldProblem === null) continue;
    golds.problems += 1;
    if (golds.first.length < shownProblems) golds.first.push(viewGoldProblem({ ...question, goldProblem }));
  }
  return golds;
}

/** What a rule says of pasted texts, of completions that runs of the data set stored, and of its golds. Stores nothing. Throws `not_found`. */
export async function tryRule(
  parts: Parts,
  datasetId: string,
  { rule, items, stored, golds }: z.output<typeof RuleTry>,
): Promise<RuleTried> {
  const { store, judge } = parts;
  const { task } = await getDataset(store, datasetId);
  const sampled = stored > 0 ? await sampleAnswers(store, datasetId, stored) : [];
  const questions = await questionsById(
    store,
    sampled.map(({ questionId }) => questionId),
  );
  const pasted = items.map((item): Trial => ({ item: { ...item, stored: null }, isTruncated: false }));
  const found = sampled.flatMap(({ id, treeId, questionId, text, verdict, finishReason }): Trial[] => {
    const gold = questions.get(questionId)?.gold;
    if (gold === undefined) return [];
    const item = { text, gold, stored: { nodeId: id, treeId, questionId, verdict } };
    return [{ item, isTruncated: finishReason === "length" }];
  });
  const trials = [...pasted, ...found];
  const choicesAt = ({ item }: Trial): QuestionRow["meta"] =>
    (item.stored && questions.get(item.stored.questionId)?.meta) ?? {};
  const [judged, read] = await Promise.all([
    judgeItems(
      judge,
      trials.map((trial) => {
        const choices = choicesOf(choicesAt(trial));
        const { text, gold } = trial.item;
        return {
          task,
          text,
          gold,
          isTruncated: trial.isTruncated,
          ...(choices && { question: { choices } }),
          ...(rule && { rule }),
        };
      }),
    ),
    tryGolds(parts, datasetId, rule, golds),
  ]);
  return {
    items: judged.flatMap((judgement, index) => {
      const trial = trials[index];
      return trial ? [{ ...judgement, ...trial.item }] : [];
    }),
    golds: read,
  };
}
