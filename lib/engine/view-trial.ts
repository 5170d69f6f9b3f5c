import { failuresOfTrees } from "../../db/queries/failures.ts";
import { nodeShapes } from "../../db/queries/nodes.ts";
import { questionsById } from "../../db/queries/questions.ts";
import { getRun } from "../../db/queries/runs.ts";
import { usageOfTree } from "../../db/queries/tree-usage.ts";
import { getTree } from "../../db/queries/trees.ts";
import type { NodeShape, RunRow, TreeRow } from "../../db/rows.ts";
import { MalthouseError } from "../core/errors.ts";
import type { RunTrial } from "../http/wire/run-checks.ts";
import { protocolOf } from "../protocols/registry.ts";
import { checkTrial } from "./check-trial.ts";
import type { Malthouse } from "./malthouse.ts";

/** What a run's trial has brought so far, and what the whole run would take at that rate. Throws `not_found` where it has none. */
export async function viewTrial(parts: Malthouse, runId: string): Promise<RunTrial> {
  const { store } = parts;
  const run = await getRun(store, runId);
  if (run.trialTreeId === null)
    throw new MalthouseError("not_found", `The run ${run.name} has no trial: all of its trees may grow.`);
  const tree = await getTree(store, run.trialTreeId);
  const [nodes, usage, failures, questions] = await Promise.all([
    nodeShapes(store, [tree.id]),
    usageOfTree(store, tree.id),
    failuresOfTrees(store, [tree.id]),
    questionsById(store, [tree.questionId]),
  ]);
  const { roles } = protocolOf(run.protocol);
  const byRole = (of: (role: string) => number) =>
    Object.fromEntries(roles.map(({ name }) => [name, of(name)]));
  const answerMs = [...usage.values()].reduce((sum, { latencyMs }) => sum + latencyMs, 0);
  const found: Omit<RunTrial, "checks"> = {
    treeId: tree.id,
    status: tree.status,
    question: questions.get(tree.questionId)?.text ?? "",
    nodesDone: tree.nodesDone,
    nodesTotal: tree.nodesTotal,
    requests: tree.requests,
    retries: tree.retries,
    promptTokens: tree.promptTokens,
    completionTokens: tree.completionTokens,
    costUsd: tree.costUsd,
    seconds: secondsOf(nodes),
    leaves: tree.leaves,
    correctLeaves: tree.correctLeaves,
    unknownLeaves: tree.unknownLeaves,
    identicalSiblings: byRole((role) => usage.get(role)?.identical ?? 0),
    truncated: byRole(
      (role) => nodes.filter((node) => node.role === role && node.finishReason === "length").length,
    ),
    failedParts: failures.length,
    whole: isClosed(tree) ? wholeOf(parts, run, tree, answerMs) : null,
  };
  return {
    ...found,
    checks: isClosed(tree)
      ? checkTrial(run, found, { roles, nodes: byRole((role) => usage.get(role)?.nodes ?? 0) })
      : [],
  };
}

const isClosed = ({ status }: TreeRow): boolean => status === "completed" || status === "failed";

/** From the first request of a node to the last node's storing; null before there is one. */
function secondsOf(nodes: readonly NodeShape[]): number | null {
  const times = nodes.flatMap(({ createdAt, latencyMs }) =>
    createdAt === null ? [] : [{ end: createdAt.getTime(), start: createdAt.getTime() - (latencyMs ?? 0) }],
  );
  if (times.length === 0) return null;
  const first = Math.min(...times.map(({ start }) => start));
  return (Math.max(...times.map(({ end }) => end)) - first) / 1000;
}

/** As many trees like this one; their requests spread over the places that the run's endpoints may be given. */
function wholeOf({ grower }: Malthouse, run: RunRow, tree: TreeRow, answerMs: number): RunTrial["whole"] {
  const trees = run.treesTotal;
  const roles = Object.values((run.config?.["roles"] ?? {}) as Record<string, { endpointId: string }>);
  const places = [...new Set(roles.map(({ endpointId }) => endpointId))].reduce(
    (sum, id) => sum + (grower.lanes.get(id)?.gate.limit ?? 1),
    0,
  );
  const atOnce = Math.max(1, places);
  return {
    trees,
    requests: trees * tree.requests,
    promptTokens: trees * tree.promptTokens,
    completionTokens: trees * tree.completionTokens,
    costUsd: trees * tree.costUsd,
    seconds: Math.max(answerMs / atOnce, (trees * answerMs) / atOnce) / 1000,
    basis: `Measured on this one tree, times ${trees.toLocaleString("en")}; time at ${atOnce} ${atOnce === 1 ? "request" : "requests"} at once. Questions differ: take it as a first idea.`,
  };
}
