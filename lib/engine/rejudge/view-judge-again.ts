import type { Store } from "../../../db/client.ts";
import { getDataset } from "../../../db/queries/datasets.ts";
import { listRules } from "../../../db/queries/judge-rules.ts";
import { listRejudgings } from "../../../db/queries/rejudgings.ts";
import { runTotals } from "../../../db/queries/run-totals.ts";
import { getRun } from "../../../db/queries/runs.ts";
import type { JudgeAgain } from "../../http/wire/rejudgings.ts";
import { judgeVersion } from "../../judge/version.ts";
import { judgeOfRun } from "../run-judge.ts";
import { viewRejudging } from "./view-rejudging.ts";

/** By what a run is judged, what else could judge it, and when it was judged again. Throws `not_found`. */
export async function viewJudgeAgain(store: Store, runId: string): Promise<JudgeAgain> {
  const run = await getRun(store, runId);
  const { leaves, correctLeaves, unknownLeaves } = await runTotals(store, runId);
  const dataset = run.datasetId === null ? null : await getDataset(store, run.datasetId);
  const rules = dataset === null ? [] : await listRules(store, dataset.id);
  return {
    judge: judgeOfRun(run),
    presentVersion: judgeVersion,
    rules: rules.map(({ version, note }) => ({
      version,
      isCurrent: version === dataset?.ruleVersion,
      note,
    })),
    leaves,
    correctLeaves,
    unknownLeaves,
    rejudgings: (await listRejudgings(store, runId)).map((row) => viewRejudging(row, run)),
  };
}
