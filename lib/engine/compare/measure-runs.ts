import { comparedTrees, type ComparedTreeRow, questionWords } from "../../../db/queries/compared-trees.ts";
import { getRun } from "../../../db/queries/runs.ts";
import { compareMeasures, type ComparedMeasures } from "../../core/compare/compare-measures.ts";
import type { Tx } from "../../../db/client.ts";
import type { RunRow } from "../../../db/rows.ts";
import {
  type AskedQuestion,
  matchQuestions,
  type QuestionMatch,
} from "../../core/compare/match-questions.ts";
import {
  createTreeMeasure,
  type MeasureShape,
  type TreeMeasure,
  type TreeMeasures,
} from "../../core/compare/measure-tree.ts";
import type { CompareQuery } from "../../http/wire/compare.ts";
import { linesOf } from "../lines-of.ts";
import { policyOf } from "../run-policy.ts";

export type MeasuredTree = {
  readonly treeId: string;
  readonly position: number;
  readonly measures: TreeMeasures;
};

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
  readonly comparison: ComparedMeasures;
};

/** What was made of the same trees before, last used last: 7,500 questions take about 10 MB. */
const kept = new Map<string, ReadRuns & { readonly measured: MeasuredRuns }>();
const mostKept = 4;

type ReadRun = { readonly trees: readonly ComparedTreeRow[]; readonly asked: readonly AskedQuestion[] };
type ReadRuns = { readonly a: ReadRun; readonly b: ReadRun };

/**
 * Matches the questions of two runs and measures both trees of each, from a line a tree. What was computed of the same
 * lines before is not computed again, so trees that change are never shown as they were. Throws `not_found`.
 */
export async function measureRuns(store: Tx, { a, b, threshold }: CompareQuery): Promise<MeasuredRuns> {
  const runs = { a: await getRun(store, a), b: await getRun(store, b) };
  const both = threshold ?? Number(runs.a.threshold);
  const isOneSet = runs.a.datasetId !== null && runs.a.datasetId === runs.b.datasetId;
  const read = { a: await readRun(store, runs.a, isOneSet), b: await readRun(store, runs.b, isOneSet) };
  const key = JSON.stringify([a, b, both, isOneSet]);
  const known = kept.get(key);
  const measured =
    known && areSame(known.a, read.a) && areSame(known.b, read.b)
      ? known.measured
      : await measureRead(store, runs, both, read);
  kept.delete(key);
  kept.set(key, { ...read, measured });
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  // The rows of the runs are small and may have changed: a name, a rule, a threshold.
  return { ...measured, a: { ...measured.a, run: runs.a }, b: { ...measured.b, run: runs.b } };
}

/** A finished tree without a line was credited before lines were kept: what it says is known only when it is read. */
const isSameTree = (one: ComparedTreeRow, other: ComparedTreeRow | undefined): boolean =>
  one.id === other?.id &&
  one.status === other.status &&
  one.line === other.line &&
  (one.line !== null || one.status !== "completed");

const areSame = (known: ReadRun, read: ReadRun): boolean =>
  known.trees.length === read.trees.length &&
  known.trees.every((one, at) => isSameTree(one, read.trees[at])) &&
  known.asked.every(({ text, gold }, at) => text === read.asked[at]?.text && gold === read.asked[at]?.gold);

async function measureRead(
  store: Tx,
  runs: { readonly a: RunRow; readonly b: RunRow },
  threshold: number,
  read: ReadRuns,
): Promise<MeasuredRuns> {
  const match = matchQuestions(read.a.asked, read.b.asked);
  const whole: { a: ComparedTreeRow; b: ComparedTreeRow }[] = [];
  for (const { a: atA, b: atB } of match.matched) {
    const [x, y] = [read.a.trees[atA], read.b.trees[atB]];
    if (x?.status === "completed" && y?.status === "completed") whole.push({ a: x, b: y });
  }
  const [a, b] = [
    await measureTrees(
      store,
      runs.a,
      threshold,
      whole.map((pair) => pair.a),
    ),
    await measureTrees(
      store,
      runs.b,
      threshold,
      whole.map((pair) => pair.b),
    ),
  ];
  const pairs: { a: MeasuredTree; b: MeasuredTree }[] = [];
  for (const [at, one] of a.entries()) {
    const other = b[at];
    if (other) pairs.push({ a: one, b: other });
  }
  return {
    a: { run: runs.a, trees: read.a.trees },
    b: { run: runs.b, trees: read.b.trees },
    threshold,
    match,
    pairs,
    comparison: compareMeasures(pairs, policyOf(runs.a).protocol.roles.length),
  };
}

/** Ids are enough within one data set; else the words are read, too. */
async function readRun(store: Tx, run: RunRow, isOneSet: boolean): Promise<ReadRun> {
  const trees = await comparedTrees(store, run.id);
  const words = isOneSet ? null : await questionWords(store, run.id);
  return {
    trees,
    asked: words ? trees.map(({ questionId }) => ({ questionId, ...words.get(questionId) })) : trees,
  };
}

/** By shape; subtrees that one comparison has measured are the next one's, too. */
const measures = new Map<string, TreeMeasure>();
const mostMeasures = 8;

function measureFor(shape: MeasureShape): TreeMeasure {
  const key = JSON.stringify(shape);
  const measure = measures.get(key) ?? createTreeMeasure(shape);
  if (measures.size >= mostMeasures) measures.clear();
  measures.set(key, measure);
  return measure;
}

async function measureTrees(
  store: Tx,
  run: RunRow,
  threshold: number,
  trees: readonly ComparedTreeRow[],
): Promise<MeasuredTree[]> {
  const policy = policyOf(run, threshold);
  const { roles } = policy.protocol;
  const lines = await linesOf(
    store,
    trees.map(({ id, line }) => ({ treeId: id, line })),
    policy,
  );
  const measure = measureFor({
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
  return trees.map(({ id, position }, at) => ({
    treeId: id,
    position,
    measures: measure(lines[at]?.line ?? ""),
  }));
}
