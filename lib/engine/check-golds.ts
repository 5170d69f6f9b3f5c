import { getDataset, type DatasetWithRuns } from "../../db/queries/datasets.ts";
import { eachQuestion, saveGoldCheck, saveGoldProblems } from "../../db/queries/gold-problems.ts";
import { judgeVersion } from "../judge/version.ts";
import type { Malthouse } from "./malthouse.ts";
import { readGolds } from "./read-golds.ts";
import { ruleOfDataset } from "./run-judge.ts";

type Parts = Pick<Malthouse, "store" | "judge">;
type Found = { readonly questionId: string; readonly problem: string | null };

/** Checks of one data set at once would mix what they found. */
const underWay = new Map<string, Promise<unknown>>();
const batchSize = 500;

/**
 * Reads every gold of a data set anew, by the rule that counts now, and stores what cannot be read. Throws `not_found`,
 * and the signal's reason.
 */
export async function checkGolds(
  parts: Parts,
  datasetId: string,
  signal?: AbortSignal,
): Promise<DatasetWithRuns> {
  const before = underWay.get(datasetId);
  const own = (before ?? Promise.resolve()).catch(() => {}).then(() => checkOnce(parts, datasetId, signal));
  underWay.set(datasetId, own);
  try {
    return await own;
  } finally {
    if (underWay.get(datasetId) === own) underWay.delete(datasetId);
  }
}

async function checkOnce(
  { store, judge }: Parts,
  datasetId: string,
  signal: AbortSignal | undefined,
): Promise<DatasetWithRuns> {
  const dataset = await getDataset(store, datasetId);
  const rule = await ruleOfDataset(store, dataset);
  // A stop in the middle leaves null: not checked, and taken up by the next start.
  await saveGoldCheck(store, datasetId, null);
  let problems = 0;
  let changed: Found[] = [];
  const flush = async () => {
    const found = changed;
    changed = [];
    if (found.length > 0) await store.transaction((tx) => saveGoldProblems(tx, found));
  };
  const questions = eachQuestion(store, datasetId);
  for await (const [question, problem] of readGolds(judge, questions, rule, signal)) {
    if (problem !== null) problems += 1;
    if (problem === question.goldProblem) continue;
    changed.push({ questionId: question.id, problem });
    if (changed.length >= batchSize) await flush();
  }
  await flush();
  await saveGoldCheck(store, datasetId, { judgeVersion, ruleVersion: dataset.ruleVersion, problems });
  return await getDataset(store, datasetId);
}
