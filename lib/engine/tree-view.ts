import { failuresOfTrees } from "../../db/queries/failures.ts";
import { getNode, nodesOfTree } from "../../db/queries/nodes.ts";
import { questionsById } from "../../db/queries/questions.ts";
import { getRun } from "../../db/queries/runs.ts";
import { getTree, treeNeighbours } from "../../db/queries/trees.ts";
import type { NodeRow } from "../../db/rows.ts";
import { MalthouseError } from "../core/errors.ts";
import { toNumber } from "../core/fraction.ts";
import { comparePaths } from "../core/path.ts";
import type { Message } from "../core/tree.ts";
import type { Tree, TreeNode } from "../http/wire/trees.ts";
import { protocolOf } from "../protocols/registry.ts";
import { creditTree, type NodeCredit } from "./credit.ts";
import { ratesOfRun } from "./machine-rates.ts";
import type { Malthouse } from "./malthouse.ts";
import { creditNodeOf } from "./refresh-tree.ts";
import { judgeOfRun } from "./run-judge.ts";
import { policyOf } from "./run-policy.ts";

function viewNode(node: NodeRow, credit: NodeCredit | undefined, usdPerToken: number): TreeNode {
  const tokens = (node.promptTokens ?? 0) + (node.completionTokens ?? 0);
  const value = credit?.value ?? null;
  return {
    id: node.id,
    parentId: node.parentId,
    role: node.role,
    path: node.path,
    depth: node.depth,
    ordinal: node.ordinal,
    text: node.text,
    reasoning: node.reasoning,
    finishReason: node.finishReason,
    answer: node.answer,
    verdict: node.verdict,
    judge: node.judge ? { ...node.judge, flags: [...node.judge.flags] } : null,
    value: value && toNumber(value),
    valueNumerator: value && Number(value.numerator),
    valueDenominator: value && Number(value.denominator),
    leaves: credit?.leaves ?? 0,
    correctLeaves: credit?.correctLeaves ?? 0,
    incomplete: credit?.isIncomplete ?? false,
    label: credit?.label ?? null,
    localLabel: credit?.localLabel ?? null,
    override: node.override,
    claim: node.claim,
    model: node.model,
    promptTokens: node.promptTokens,
    completionTokens: node.completionTokens,
    isEstimated: node.isEstimated,
    costUsd: usdPerToken > 0 ? (node.costUsd ?? 0) + tokens * usdPerToken : node.costUsd,
    latencyMs: node.latencyMs,
    seed: node.seed,
    systemFingerprint: node.systemFingerprint,
    requestId: node.requestId,
    createdAt: node.createdAt?.toISOString() ?? null,
  };
}

/** A tree with all its nodes and their credit, under the run's threshold or the one asked for. Throws `not_found`. */
export async function viewTree({ store, grower }: Malthouse, id: string, threshold?: number): Promise<Tree> {
  const tree = await getTree(store, id);
  const [run, nodes, failures, neighbours, questions] = await Promise.all([
    getRun(store, tree.runId),
    nodesOfTree(store, id),
    failuresOfTrees(store, [id]),
    treeNeighbours(store, tree),
    questionsById(store, [tree.questionId]),
  ]);
  const question = questions.get(tree.questionId);
  if (!question) throw new MalthouseError("not_found", `The question of tree ${id} is gone.`);
  const failed = failures.map(({ path }) => path);
  const credit = creditTree({ nodes: nodes.map(creditNodeOf), failed }, policyOf(run, threshold));
  const byPath = new Map(credit.nodes.map((node) => [node.path, node]));
  const rates = await ratesOfRun(store, run);
  return {
    id,
    runId: run.id,
    runName: run.name,
    index: tree.position,
    treesTotal: run.treesTotal,
    protocol: run.protocol,
    threshold: threshold ?? Number(run.threshold),
    unknownLeaves: run.unknownLeaves,
    roles: [...protocolOf(run.protocol).roles],
    judge: judgeOfRun(run),
    question: {
      id: question.id,
      text: question.text,
      gold: question.gold,
      task: question.task,
      meta: { ...question.meta },
    },
    status: tree.status,
    isSimulated: run.isSimulated,
    nodes: nodes.map((node) => viewNode(node, byPath.get(node.path), rates.get(node.role) ?? 0)),
    failed: failures.map(({ path, role, code, message, attempts, at }) => ({
      path,
      role,
      code,
      message,
      attempts,
      at: at.toISOString(),
    })),
    inFlight: [...(grower.active.get(run.id)?.open.get(id)?.inFlight ?? [])].sort(comparePaths),
    ...neighbours,
  };
}

/** The messages a node was asked with, rebuilt from the run's config and the texts above. Throws `wrong_state` without a config. */
export async function promptOfNode({ store }: Malthouse, id: string): Promise<readonly Message[]> {
  const node = await getNode(store, id);
  const tree = await getTree(store, node.treeId);
  const run = await getRun(store, tree.runId);
  const { protocol, protocolConfig } = policyOf(run);
  if (protocolConfig === null)
    throw new MalthouseError(
      "wrong_state",
      "This run was imported without its config, so its prompts are not known. Import it with the config to see them.",
    );
  const slot = { path: node.path, role: node.role };
  const reads = new Set(protocol.reads(slot));
  const question = (await questionsById(store, [tree.questionId])).get(tree.questionId);
  if (!question) throw new MalthouseError("not_found", `The question of node ${id} is gone.`);
  const nodes = (await nodesOfTree(store, tree.id))
    .filter(({ path }) => reads.has(path))
    .map(({ path, role, text, effectiveVerdict, claim }) => ({
      path,
      role,
      text,
      verdict: effectiveVerdict,
      claim,
    }));
  return protocol.prompt({ question, nodes, failed: [] }, slot, protocolConfig);
}
