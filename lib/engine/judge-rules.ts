import { getDataset, type DatasetWithRuns } from "../../db/queries/datasets.ts";
import { addRule, chooseRule, listRules, runsByRule } from "../../db/queries/judge-rules.ts";
import type { Store } from "../../db/client.ts";
import { MalthouseError } from "../core/errors.ts";
import { JudgeRule, type RuleVersion } from "../http/wire/judge-rules.ts";
import { checkGolds } from "./check-golds.ts";
import type { Malthouse } from "./malthouse.ts";
import { refuseSlowRule } from "./refuse-slow-rule.ts";

type Parts = Pick<Malthouse, "store" | "judge">;

/** The versions of a data set's rule, newest first, with the runs that judge by each. Throws `not_found`. */
export async function viewRules(store: Store, datasetId: string): Promise<RuleVersion[]> {
  const dataset = await getDataset(store, datasetId);
  const [rows, runs] = await Promise.all([listRules(store, datasetId), runsByRule(store, datasetId)]);
  return rows.map(({ version, rule, note, author, createdAt }) => ({
    version,
    rule: JudgeRule.parse(rule),
    note,
    author,
    createdAt: createdAt.toISOString(),
    isCurrent: version === dataset.ruleVersion,
    runs: runs.get(version) ?? [],
  }));
}

/**
 * Adds a version, by which new runs judge from now on, and reads the golds by it. Runs that are there keep theirs.
 * Throws `not_found`, and `invalid_request` for a regular expression that runs away.
 */
export async function addDatasetRule(
  parts: Parts,
  datasetId: string,
  {
    rule,
    note,
    author,
  }: { readonly rule: JudgeRule; readonly note?: string | undefined; readonly author?: string | undefined },
): Promise<RuleVersion> {
  await getDataset(parts.store, datasetId);
  await refuseSlowRule(parts.judge, rule);
  const { version } = await parts.store.transaction((tx) =>
    addRule(tx, datasetId, { rule, note: note || null, author: author || null }),
  );
  await checkGolds(parts, datasetId);
  const added = (await viewRules(parts.store, datasetId)).find((one) => one.version === version);
  if (!added) throw new MalthouseError("not_found", "The data set was deleted meanwhile.");
  return added;
}

/** Goes back to a version, or with null to the task's own judge, and reads the golds by it. Throws `not_found`. */
export async function chooseDatasetRule(
  parts: Parts,
  datasetId: string,
  version: number | null,
): Promise<DatasetWithRuns> {
  await parts.store.transaction((tx) => chooseRule(tx, datasetId, version));
  return await checkGolds(parts, datasetId);
}
