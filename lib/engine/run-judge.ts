import type { Store } from "../../db/client.ts";
import { getRule } from "../../db/queries/judge-rules.ts";
import type { DatasetRow, RunRow } from "../../db/rows.ts";
import type { StoredRunJudge } from "../../db/stored-types.ts";
import { JudgeRule, type RunJudge } from "../http/wire/judge-rules.ts";
import { judgeVersion } from "../judge/version.ts";

/** By what a run judges. Runs from before rules have their config's judge version alone. */
export function judgeOfRun({ judge, config }: Pick<RunRow, "judge" | "config">): RunJudge {
  if (judge === null) {
    const told: unknown = config?.["judgeVersion"];
    return { version: typeof told === "string" ? told : "", ruleVersion: null, rule: null };
  }
  const { ruleVersion, rule } = judge;
  return { version: judge.judgeVersion, ruleVersion, rule: rule === null ? null : JudgeRule.parse(rule) };
}

/** The rule that counts in a data set; null: its task's own judge. */
export async function ruleOfDataset(store: Store, dataset: DatasetRow): Promise<JudgeRule | null> {
  const { rule } = await judgeOfDataset(store, dataset);
  return rule === null ? null : JudgeRule.parse(rule);
}

/** By what a new run over a data set judges: the present judge, and the rule that counts there. */
export async function judgeOfDataset(store: Store, { id, ruleVersion }: DatasetRow): Promise<StoredRunJudge> {
  const stored = ruleVersion === null ? null : await getRule(store, id, ruleVersion);
  return { judgeVersion, ruleVersion, rule: stored && stored.rule };
}
