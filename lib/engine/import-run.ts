import type { z } from "zod";
import type { Store } from "../../db/client.ts";
import { finishImport, startImport } from "../../db/queries/imported-runs.ts";
import { removeRun } from "../../db/queries/runs.ts";
import type { RunRow } from "../../db/rows.ts";
import type { StoredNotice, StoredRunJudge } from "../../db/stored-types.ts";
import { MalthouseError } from "../core/errors.ts";
import { readTrees } from "../export/read-trees.ts";
import type { TreeLine } from "../export/tree-line.ts";
import { JudgeRule } from "../http/wire/judge-rules.ts";
import { Run } from "../http/wire/runs.ts";
import { allProtocols } from "../protocols/registry.ts";
import { simulatorId } from "./known-endpoints.ts";
import { policyOf } from "./run-policy.ts";
import { type ImportedLeaf, storeImportedSample } from "./audit/store-imported-sample.ts";
import { storeImportedTrees } from "./store-imported-trees.ts";

/** As many as a transaction of some tens of milliseconds takes. */
const batchLimits = { trees: 20, nodes: 2000 };

/**
 * Reads a file of the interchange form (`malthouse.tree/1`, a tree a line) into a run of its own, all or nothing: it is
 * seen by nobody before its last tree is in, and a file that is wrong anywhere leaves nothing. Ids are new; values,
 * labels and pairs are worked out from the verdicts. The run is completed, or paused for its user where trees are
 * unfinished and the file has the config to grow them by.
 * Throws `invalid_request` naming line and field, `too_large` above 4 GB.
 */
export const importRun = (
  store: Store,
  bytes: AsyncIterable<Uint8Array>,
  given: { readonly fileName: string; readonly name?: string | undefined },
): Promise<RunRow> => importTrees(store, readTrees(bytes, rolesOf), given);

/**
 * Stores trees, of which there is at least one, as a run of its own, as importRun does. `notices` are what the run's
 * page shall tell of the import. Throws what reading `trees` throws.
 */
export async function importTrees(
  store: Store,
  trees: AsyncIterable<TreeLine>,
  {
    fileName,
    name,
    notices = [],
  }: {
    readonly fileName: string;
    readonly name?: string | undefined;
    readonly notices?: readonly StoredNotice[];
  },
): Promise<RunRow> {
  let started: Awaited<ReturnType<typeof begin>> | null = null;
  const sampled: ImportedLeaf[] = [];
  let [position, isUnfinished] = [0, false];
  try {
    for await (const batch of inBatches(trees)) {
      started ??= await begin(store, batch[0], name ?? fileName, notices);
      const { run, policy } = started;
      const stored = await store.transaction((tx) => storeImportedTrees(tx, run, policy, batch, position));
      position += batch.length;
      sampled.push(...stored.sampled);
      isUnfinished ||= stored.statuses.some((status) => status === "waiting" || status === "growing");
    }
    if (!started) throw new Error("a file without a tree was not refused");
    const { run, sample } = started;
    if (sample !== null) await store.transaction((tx) => storeImportedSample(tx, run, sample, sampled));
    const canGrowOn = isUnfinished && started.policy.protocolConfig !== null;
    return await finishImport(store, started.run.id, {
      status: canGrowOn ? "paused" : "completed",
      waitingFor: canGrowOn ? "user" : null,
      waitingReason: canGrowOn
        ? "Imported with unfinished trees. Resume grows them on; where their endpoint is not here, choose one first."
        : null,
      finishedAt: canGrowOn ? null : started.finishedAt,
    });
  } catch (error) {
    if (started) await removeRun(store, started.run.id);
    throw error;
  }
}

const rolesOf = (protocol: string) => allProtocols().find(({ name }) => name === protocol)?.roles ?? null;

async function* inBatches(trees: AsyncIterable<TreeLine>): AsyncGenerator<[TreeLine, ...TreeLine[]]> {
  let batch: TreeLine[] = [];
  let nodes = 0;
  const take = (): [TreeLine, ...TreeLine[]] | null => {
    const [first, ...rest] = batch;
    [batch, nodes] = [[], 0];
    return first ? [first, ...rest] : null;
  };
  for await (const tree of trees) {
    batch.push(tree);
    nodes += tree.nodes.length;
    if (batch.length < batchLimits.trees && nodes < batchLimits.nodes) continue;
    const full = take();
    if (full) yield full;
  }
  const last = take();
  if (last) yield last;
}

async function begin(store: Store, first: TreeLine, fallbackName: string, notices: readonly StoredNotice[]) {
  const { config, run: facts } = first;
  const seed = config?.["seed"];
  const run = await startImport(store, {
    name: nameOf(first, fallbackName),
    protocol: first.protocol,
    waitingFor: null,
    waitingUntil: null,
    waitingReason: null,
    config: configOfImport(config),
    configHash: first.configHash ?? "",
    threshold: String(first.threshold ?? 0.5),
    unknownLeaves: first.unknownLeaves ?? "incorrect",
    incomplete: first.incomplete ?? "exclude",
    budget: facts?.budget ?? null,
    seed: typeof seed === "number" && Number.isSafeInteger(seed) ? seed : null,
    isSimulated: facts?.isSimulated ?? isFromSimulator(config),
    endpoints: facts?.endpoints ?? [],
    mayHaveBeenCharged: facts?.mayHaveBeenCharged ?? 0,
    judge: judgeOfImport(facts?.judge ?? null),
    notices: [...notices],
    startedAt: timeOf(facts?.startedAt),
    finishedAt: null,
  });
  const sample = facts?.sample ? { ...facts.sample, judge: judgeOfImport(facts.sample.judge) } : null;
  return { run, policy: policyOf(run), finishedAt: timeOf(facts?.finishedAt), sample };
}

/** Throws `invalid_request` for a rule that is none: the run could not judge what it grows on. */
function judgeOfImport(told: NonNullable<TreeLine["run"]>["judge"]): StoredRunJudge | null {
  if (told === null) return null;
  const judgeVersion = told.judgeVersion ?? "";
  if (told.rule === null) return { judgeVersion, ruleVersion: null, rule: null };
  const rule = JudgeRule.safeParse(told.rule);
  if (rule.success) return { judgeVersion, ruleVersion: told.ruleVersion, rule: rule.data };
  throw refuseField("run.judge.rule", rule.error);
}

/** Throws `invalid_request` for a config that no run could have: one from elsewhere, or cut by hand. */
function configOfImport(config: TreeLine["config"]): TreeLine["config"] {
  const parsed = Run.shape.config.safeParse(config);
  if (parsed.success) return config;
  throw refuseField("config", parsed.error);
}

function refuseField(field: string, { issues }: z.ZodError): MalthouseError {
  const errors = issues.map(({ path, message }) => ({ path: [field, ...path].join("."), message }));
  return new MalthouseError(
    "invalid_request",
    `Line 1: ${errors[0]?.path}: ${errors[0]?.message}. Nothing was imported.`,
    { errors },
  );
}

const timeOf = (text: string | null | undefined): Date | null => (text ? new Date(text) : null);

function nameOf({ run }: TreeLine, fallback: string): string {
  const own = run?.name?.trim() || fallback.replace(/\.(?:jsonl?|ndjson|csv|tsv|parquet)$/i, "").trim();
  return (own || "Imported run").slice(0, 200);
}

function isFromSimulator(config: TreeLine["config"]): boolean {
  const roles: unknown = config?.["roles"];
  if (roles === null || typeof roles !== "object") return false;
  return Object.values(roles).some(
    (role: unknown) =>
      role !== null && typeof role === "object" && "endpointId" in role && role.endpointId === simulatorId,
  );
}
