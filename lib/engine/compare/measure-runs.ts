import { comparedTrees, type ComparedTreeRow, questionWords } from "../../../db/queries/compared-trees.ts";
import { getRun } from "../../../db/queries/runs.ts";
import type { Tx } from "../../../db/client.ts";
import type { RunRow } from "../../../db/rows.ts";
import {
  type AskedQuestion,
  matchQuestions,
  type QuestionMatch,
} from "../../core/compare/match-questions.ts";
import { createTreeMeasure, type TreeMeasures } from "../../core/compare/measure-tree.ts";
import type { CompareQuery } from "../../http/wire/compare.ts";
import { linesOf } from "../lines-of.ts";
import { policyOf } from "../run-policy.ts";

export type MeasuredTree = TreeMeasures & { readonly treeId: string; readonly position: number };

export type MeasuredRun = {
  readonly run: RunRow;
  readonly trees: readonly ComparedTreeRow[];
};

export type MeasuredRuns = {
  readonly a: MeasuredRun;
  readonly b: MeasuredRun;
  readonly threshold: number;
  readonly match: QuestionMatch;
  /** Questions whose trees are finished whole in both runs, in A's order. */
  readonly pairs: readonly { readonly a: MeasuredTree; readonly b: MeasuredTree }[];
};

/** Matches the questions of two runs and measures both trees of each, from a line a tree. Throws `not_found`. */
export async function measureRuns(store: Tx, { a, b, threshold }: CompareQuery): Promise<MeasuredRuns> {
  const runs = [await getRun(store, a), await getRun(store, b)] as const;
  const both = threshold ?? Number(runs[0].threshold);
  const isOneSet = runs[0].datasetId !== null && runs[0].datasetId === runs[1].datasetId;
  const [left, right] = [await readRun(store, runs[0], isOneSet), await readRun(store, runs[1], isOneSet)];
  const match = matchQuestions(left.asked, right.asked);
  const whole = match.matched.flatMap(({ a: atA, b: atB }) => {
    const [x, y] = [left.trees[atA], right.trees[atB]];
    return x?.status === "completed" && y?.status === "completed" ? [{ a: x, b: y }] : [];
  });
  const measureA = await measureOf(
    store,
    runs[0],
    both,
    whole.map((pair) => pair.a),
  );
  const measureB = await measureOf(
    store,
    runs[1],
    both,
    whole.map((pair) => pair.b),
  );
  return {
    a: { run: runs[0], trees: left.trees },
    b: { run: runs[1], trees: right.trees },
    threshold: both,
    match,
    pairs: whole.map((pair) => ({ a: measureA(pair.a), b: measureB(pair.b) })),
  };
}

/** Ids are enough within one data set; else the words are read, too. */
async function readRun(
  store: Tx,
  run: RunRow,
  isOneSet: boolean,
): Promise<{ readonly trees: readonly ComparedTreeRow[]; readonly asked: readonly AskedQuestion[] }> {
  const trees = await comparedTrees(store, run.id);
  const words = isOneSet ? null : await questionWords(store, run.id);
  return { trees, asked: trees.map(({ questionId }) => ({ questionId, ...words?.get(questionId) })) };
}

async function measureOf(
  store: Tx,
  run: RunRow,
  threshold: number,
  trees: readonly ComparedTreeRow[],
): Promise<(tree: ComparedTreeRow) => MeasuredTree> {
  const policy = policyOf(run, threshold);
  const { roles } = policy.protocol;
  const lines = new Map(
    (
      await linesOf(
        store,
        trees.map(({ id, line }) => ({ treeId: id, line })),
      )
    ).map(({ treeId, line }) => [treeId, line]),
  );
  const measure = createTreeMeasure({
    depth: roles.length,
    ownDepth: roles.find(({ isJudged, isLeaf }) => isJudged && !isLeaf)?.depth ?? null,
    policy: {
      unknownLeaves: policy.unknownLeaves,
      incomplete: policy.incomplete,
      threshold: {
        numerator: Number(policy.threshold.numerator),
        denominator: Number(policy.threshold.denominator),
      },
    },
  });
  return ({ id, position }) => ({ treeId: id, position, ...measure(lines.get(id) ?? "") });
}
