import { countAttempts } from "../../db/queries/attempts.ts";
import { getDataset } from "../../db/queries/datasets.ts";
import { runTotals, type RunTotals } from "../../db/queries/run-totals.ts";
import { totalSuspects } from "../../db/queries/suspicions.ts";
import type { RunRow } from "../../db/rows.ts";
import { MalthouseError } from "../core/errors.ts";
import type { LimitNow } from "../http/wire/limits.ts";
import type { Run } from "../http/wire/runs.ts";
import { protocolOf } from "../protocols/registry.ts";
import type { ActiveRun, Waiting } from "./active-run.ts";
import type { Malthouse } from "./malthouse.ts";
import { askedByRole, costsByRole } from "./run-costs.ts";
import { viewLimitNow } from "./view-limit.ts";
import { judgeOfRun } from "./run-judge.ts";
import { isLeftToOthers } from "./take-up-run.ts";

/** Why a growing run makes no progress now: its own reason, or a closed gate while nothing is under way. */
function waitingOf({ grower }: Malthouse, run: ActiveRun): Waiting | null {
  const { reason: trouble } = grower.trouble;
  if (trouble !== null) return { for: "user", until: null, reason: trouble };
  if (run.waiting || run.inFlight > 0) return run.waiting;
  for (const lane of grower.lanes.values()) {
    const { waitUntil, reason, isAway } = lane.gate;
    const isOurs = Object.values(run.config.roles).some(({ endpointId }) => endpointId === lane.endpointId);
    if (isOurs && waitUntil !== null)
      return {
        for: isAway ? "endpoint" : "rate_limit",
        until: new Date(Date.now() + waitUntil - performance.now()),
        reason: reason ?? "The endpoint does not take requests for now.",
      };
  }
  return null;
}

/** Of a growing run that this process cannot ask for: others do, or nobody. */
const deserted: Waiting = {
  for: "endpoint",
  until: null,
  reason:
    "This server cannot ask an endpoint of this run (its notices say why), and no other process has a request of it under way. Mend the key, or start a worker that has it.",
};

/** What the endpoints of a growing run are asked at once. */
const limitsOf = ({ grower }: Malthouse, run: ActiveRun): LimitNow[] =>
  [...new Set(Object.values(run.config.roles).map(({ endpointId }) => endpointId))].flatMap((id) => {
    const lane = grower.lanes.get(id);
    return lane ? [viewLimitNow(lane)] : [];
  });

/** How fast a growing run is now, and what failed on the way. */
function liveOf(run: ActiveRun, totals: RunTotals): Run["live"] {
  run.pace.see(totals.nodesDone, performance.now());
  return {
    perSecond: run.pace.recent(),
    perSecondOverall: run.pace.overall(),
    failures: Object.fromEntries(run.failures),
  };
}

/** The first requests go out one by one, to learn of the endpoint: of less than a tree no rate is told. */
function secondsLeft({ nodesTotal, nodesDone, treesTotal }: RunTotals, run: ActiveRun | null): number | null {
  if (nodesDone * treesTotal < nodesTotal) return null;
  const perSecond = Math.max(run?.pace.steady() ?? 0, run?.pace.overall() ?? 0);
  return perSecond > 0 ? Math.round((nodesTotal - nodesDone) / perSecond) : null;
}

/** Requests under way, in whichever process. */
async function inFlightOf({ store, grower }: Malthouse, runId: string): Promise<number> {
  if (grower.isShared) return (await countAttempts(store, [runId])).get(runId) ?? 0;
  return grower.active.get(runId)?.inFlight ?? 0;
}

async function datasetOf({ store }: Malthouse, id: string | null): Promise<Run["dataset"]> {
  if (id === null) return null;
  try {
    const { name, questionCount } = await getDataset(store, id);
    return { id, name, questionCount };
  } catch (error) {
    if (error instanceof MalthouseError) return null;
    throw error;
  }
}

/** A run as the contract shows it: the stored row, sums over its trees, and what this process is doing with it. */
export async function viewRun(parts: Malthouse, row: RunRow): Promise<Run> {
  const active = parts.grower.active.get(row.id);
  // Before the sums: whoever reads that nothing is under way finds all of it counted.
  const inFlight = await inFlightOf(parts, row.id);
  const totals = await runTotals(parts.store, row.id);
  const isGrowing = row.status === "growing" || row.status === "queued";
  const isDeserted = isGrowing && !active && inFlight === 0 && row.notices.some(isLeftToOthers);
  const waiting = isDeserted ? deserted : active && isGrowing ? waitingOf(parts, active) : null;
  const live = active && isGrowing ? liveOf(active, totals) : null;
  const { roles } = protocolOf(row.protocol);
  const byRole = <Value>(of: (role: string) => Value) =>
    Object.fromEntries(roles.map(({ name }) => [name, of(name)]));
  return {
    id: row.id,
    name: row.name,
    protocol: row.protocol,
    status: row.status,
    waitingFor: waiting?.for ?? row.waitingFor,
    waitingUntil: (waiting?.until ?? row.waitingUntil)?.toISOString() ?? null,
    waitingReason: waiting?.reason ?? row.waitingReason,
    trialTreeId: row.trialTreeId,
    config: row.config && { ...(row.config as Run["config"]), threshold: Number(row.threshold) },
    configHash: row.configHash,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    progress: {
      treesDone: totals.treesDone,
      treesFailed: totals.treesFailed,
      treesTotal: totals.treesTotal,
      nodesDone: totals.nodesDone,
      nodesTotal: totals.nodesTotal,
      secondsLeft: secondsLeft(totals, live && active ? active : null),
    },
    usage: {
      requests: totals.requests,
      retries: totals.retries,
      promptTokens: totals.promptTokens,
      completionTokens: totals.completionTokens,
      costUsd: totals.costUsd,
      mayHaveBeenCharged: row.mayHaveBeenCharged,
      mayHaveBeenChargedTokens: row.mayHaveBeenChargedTokens,
      mayHaveBeenChargedUsd: row.mayHaveBeenChargedUsd,
    },
    usageByRole: costsByRole(totals, askedByRole(row.config)),
    identicalSiblings: byRole((role) => totals.roles[role]?.identical ?? 0),
    inFlight,
    live,
    limits: active && isGrowing ? limitsOf(parts, active) : [],
    accuracy: Object.fromEntries(
      roles
        .filter(({ isJudged }) => isJudged)
        .map(({ name }) => {
          const own = totals.roles[name];
          return [name, own && own.nodes > 0 ? own.correct / own.nodes : null];
        }),
    ),
    unknownLeaves: totals.unknownLeaves,
    suspects: await totalSuspects(parts.store, row.id),
    failedParts: totals.failedParts,
    pairs: byRole((role) => totals.roles[role]?.pairs ?? 0),
    threshold: Number(row.threshold),
    budget: row.budget,
    budgetToFinish: row.waitingFor === "budget" ? row.budgetToFinish : null,
    dataset: await datasetOf(parts, row.datasetId),
    roles: [...roles],
    isSimulated: row.isSimulated,
    isImported: row.isImported,
    judge: judgeOfRun(row),
    notices: [...row.notices],
    endpoints: [...row.endpoints],
  };
}
