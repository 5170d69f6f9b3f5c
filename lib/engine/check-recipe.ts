import type { Store } from "../../db/client.ts";
import { getDataset } from "../../db/queries/datasets.ts";
import { countConflicts, currentDecisions, pairKeyOf } from "../../db/queries/decisions.ts";
import { countMendedGolds, treesMarkedWrong } from "../../db/queries/gold-marks.ts";
import { getRun } from "../../db/queries/runs.ts";
import { countTreesByStatus } from "../../db/queries/trees.ts";
import type { RunRow } from "../../db/rows.ts";
import type { StandingVerdict } from "../../db/stored-types.ts";
import { MalthouseError } from "../core/errors.ts";
import { Recipe } from "../export/recipe.ts";
import type { RunFacts } from "../export/run-facts.ts";
import { type SettledRecipe, settleRecipe } from "../export/settle-recipe.ts";
import { RunConfig } from "../http/wire/runs.ts";
import { protocolOf } from "../protocols/registry.ts";
import { chanceOfRun } from "./chance-of-run.ts";
import { viewSample } from "./audit/judge-sample.ts";
import { refuseWhileRewritten } from "./rejudge/rejudge-run.ts";
import { policyOf, promptConfigOf, type RunPolicy } from "./run-policy.ts";

/** A run as an export takes it: its policy under the recipe's threshold, people's words as they stood at the start. */
export type ExportedRun = {
  readonly row: RunRow;
  readonly policy: RunPolicy;
  /** What its rows' prompts are built by; null where they are not known. */
  readonly promptConfig: unknown;
  readonly facts: RunFacts;
  /** By pairKeyOf; read once, so that an export that reads its trees twice sees the same both times. */
  readonly decisions: ReadonlyMap<string, StandingVerdict>;
  /** Ended trees whose gold is marked wrong, as it stood then: none of their rows is exported. */
  readonly markedTrees: ReadonlySet<string>;
};

export type ExportPlan = {
  readonly recipe: SettledRecipe;
  readonly runs: readonly ExportedRun[];
  readonly unfinishedTrees: number;
  readonly markedTrees: number;
};

/**
 * An export request as a recipe that can be followed, with the runs it names, in its order. Throws `invalid_request`
 * naming the field for a broken rule and for a run without the config that prompts are rebuilt from, `not_found` for
 * an unknown run, `wrong_state` for one that is queued, growing or being judged again.
 */
export async function checkRecipe(store: Store, body: unknown): Promise<ExportPlan> {
  const parsed = parseRecipe(body);
  const rows: RunRow[] = [];
  for (const id of new Set(parsed.runIds)) rows.push(await getRun(store, id));
  const roleNames = rows.flatMap(({ protocol }) => protocolOf(protocol).roles.map(({ name }) => name));
  const recipe = settleRecipe(parsed, [...new Set(roleNames)]);
  for (const row of rows) {
    refuseUnfinished(row);
    // Half of its rows would be by one judge, half by the other.
    await refuseWhileRewritten(store, row);
  }
  const runs: ExportedRun[] = [];
  for (const row of rows) runs.push(await openRun(store, row, recipe));
  if (recipe.format !== "trees") refusePromptless(runs);
  let unfinishedTrees = 0;
  for (const { id } of rows) {
    const { waiting, growing } = await countTreesByStatus(store, id);
    unfinishedTrees += waiting + growing;
  }
  const markedTrees = runs.reduce((sum, run) => sum + run.markedTrees.size, 0);
  return { recipe, runs, unfinishedTrees, markedTrees };
}

function parseRecipe(body: unknown): Recipe {
  const parsed = Recipe.safeParse(body);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({
    path: path.join(".") || "body",
    message,
  }));
  const said = errors.map(({ path, message }) => `${path}: ${message}`).join("; ");
  throw new MalthouseError("invalid_request", `This recipe cannot be followed: ${said}.`, { errors });
}

function refuseUnfinished({ name, status }: RunRow): void {
  if (status === "queued" || status === "growing")
    throw new MalthouseError(
      "wrong_state",
      `The run ${name} is ${status}. Wait for its end, or pause it, then export it.`,
    );
}

/** An import without its config has texts but no prompts: rows without their prompt would teach nothing. */
function refusePromptless(runs: readonly ExportedRun[]): void {
  const errors = runs.flatMap(({ promptConfig }, index) =>
    promptConfig === null
      ? [{ path: `runIds.${index}`, message: "came without its config, so its prompts are not known" }]
      : [],
  );
  const [first] = runs.filter(({ promptConfig }) => promptConfig === null);
  if (first)
    throw new MalthouseError(
      "invalid_request",
      `The run ${first.row.name} was imported without its config, so its prompts are not known. Leave it out, export it as trees, or import it again with the config.`,
      { errors },
    );
}

async function openRun(store: Store, row: RunRow, recipe: SettledRecipe): Promise<ExportedRun> {
  const isRows = recipe.format !== "trees";
  const threshold = isRows ? (recipe.threshold ?? undefined) : undefined;
  const standing = isRows ? await currentDecisions(store, row.id) : [];
  const marked = isRows ? await treesMarkedWrong(store, row.id) : [];
  const conflicts = isRows ? await countConflicts(store, row.id) : 0;
  const sample = await viewSample(store, row);
  const chance = await chanceOfRun(store, row.id, recipe);
  const mendedGolds = await countMendedGolds(store, row.id);
  const dataset = row.datasetId === null ? null : await getDataset(store, row.datasetId);
  const config = RunConfig.partial().safeParse(row.config ?? {});
  const models = protocolOf(row.protocol).roles.map(({ name }) => [
    name,
    config.data?.roles?.[name]?.model ?? null,
  ]);
  const policy = policyOf(row, threshold);
  const promptConfig = promptConfigOf(row);
  return {
    row,
    policy,
    promptConfig,
    facts: {
      id: row.id,
      protocol: row.protocol,
      configHash: row.configHash,
      threshold: threshold ?? Number(row.threshold),
      unknownLeaves: row.unknownLeaves,
      incomplete: row.incomplete,
      models: Object.fromEntries(models),
      dataset: dataset && { name: dataset.name, sha256: dataset.sha256 },
      isSimulated: row.isSimulated,
      ...(isRows && promptConfig !== null && policy.protocolConfig === null && { assumedPrompts: true }),
      ...(mendedGolds > 0 && { mendedGolds }),
      ...(chance && { chance }),
      ...(conflicts > 0 && { conflicts }),
      ...(sample && sample.decided > 0 && !sample.isStale && { judgeError: sample.error }),
    },
    markedTrees: new Set(
      marked.flatMap(({ treeId, status }) => (status === "completed" || status === "failed" ? [treeId] : [])),
    ),
    decisions: new Map(standing.map((decision) => [pairKeyOf(decision), decision.verdict])),
  };
}
