import type { Store } from "../../../db/client.ts";
import { getDataset } from "../../../db/queries/datasets.ts";
import type { RunRow } from "../../../db/rows.ts";
import { diffFields } from "../../core/compare/diff-fields.ts";
import type { PairedChange } from "../../core/compare/paired-change.ts";
import {
  ComparedFilter,
  type ComparedMeasure,
  type ComparedRun,
  type CompareQuery,
  type Comparison,
} from "../../http/wire/compare.ts";
import { protocolOf } from "../../protocols/registry.ts";
import { judgeOfRun } from "../run-judge.ts";
import { isWanted } from "./is-wanted.ts";
import { type MeasuredRun, type MeasuredRuns, measureRuns } from "./measure-runs.ts";
import { warnOfDifferences } from "./warn-of-differences.ts";

/** Two runs beside each other: what differs, what became of each measure, and what to beware of. Throws `not_found`. */
export async function viewComparison(store: Store, query: CompareQuery): Promise<Comparison> {
  const measured = await measureRuns(store, query);
  const { match, pairs, threshold } = measured;
  const runs = { a: measured.a.run, b: measured.b.run };
  const shown = {
    a: viewSide(measured.a, match.onlyA.length),
    b: viewSide(measured.b, match.onlyB.length),
    threshold,
    questions: {
      matched: match.matched.length,
      byText: match.matched.filter(({ by }) => by === "text").length,
      compared: pairs.length,
      otherGold: match.otherGold,
    },
  };
  return {
    ...shown,
    isSameConfig: runs.a.configHash === runs.b.configHash,
    fields: diffFields(await configOf(store, runs.a), await configOf(store, runs.b)),
    ...viewMeasures(measured),
    counts: Object.fromEntries(
      ComparedFilter.options.map((filter) => [filter, pairs.filter((pair) => isWanted(pair, filter)).length]),
    ) as Comparison["counts"],
    warnings: warnOfDifferences(shown, runs),
  };
}

function viewSide({ run, trees }: MeasuredRun, only: number): ComparedRun {
  return {
    id: run.id,
    name: run.name,
    configHash: run.configHash,
    threshold: Number(run.threshold),
    judge: judgeOfRun(run),
    roles: [...protocolOf(run.protocol).roles],
    trees: trees.length,
    unfinished: trees.filter(({ status }) => status === "waiting" || status === "growing").length,
    failed: trees.filter(({ status }) => status === "failed").length,
    only,
  };
}

/** Pairs are compared for roles that both protocols have at the same depth. */
function viewMeasures({ a, b, comparison }: MeasuredRuns): Pick<Comparison, "measures" | "flips"> {
  const { roles } = protocolOf(a.run.protocol);
  const others = new Map(protocolOf(b.run.protocol).roles.map((role) => [role.name, role]));
  const shared = roles.filter(({ name, depth }) => others.get(name)?.depth === depth);
  const { value, own, majority, above, levels, flips } = comparison;
  const first = shared.find(({ isJudged, isLeaf }) => isJudged && !isLeaf);
  return {
    measures: [
      viewChange("value", null, value),
      ...(first ? [viewChange("own", first.name, own)] : []),
      viewChange("majority", null, majority),
      viewChange("above", null, above),
      ...(["pairs", "mixed"] as const).flatMap((key) =>
        shared.flatMap(({ name, depth }) => {
          const level = levels[depth - 1];
          return level ? [viewChange(key, name, level[key])] : [];
        }),
      ),
    ],
    flips: { ...flips },
  };
}

const viewChange = (
  key: ComparedMeasure["key"],
  role: string | null,
  { interval, ...change }: PairedChange,
): ComparedMeasure => ({ key, role, ...change, low: interval?.[0] ?? null, high: interval?.[1] ?? null });

/** What decides completions and verdicts, as one object; the judge as it counts now and not as it was at the start. */
async function configOf(store: Store, run: RunRow): Promise<Record<string, unknown>> {
  const { judgeVersion: _, datasetId, ...config } = run.config ?? {};
  const { version, ruleVersion, rule } = judgeOfRun(run);
  const dataset = run.datasetId === null ? "imported" : (await getDataset(store, run.datasetId)).name;
  return {
    dataset,
    datasetId,
    ...config,
    threshold: Number(run.threshold),
    unknownLeaves: run.unknownLeaves,
    incomplete: run.incomplete,
    judge: { version, ruleVersion, rule },
  };
}
