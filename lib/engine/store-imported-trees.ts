import type { Tx } from "../../db/client.ts";
import { newId } from "../../db/new-id.ts";
import { type NewDecision, saveDecisions } from "../../db/queries/decisions.ts";
import { addGoldMark } from "../../db/queries/gold-marks.ts";
import { insertFailure } from "../../db/queries/failures.ts";
import { addSpend, insertGroup, type NewNode, type Spend } from "../../db/queries/insert-group.ts";
import { putOverride } from "../../db/queries/overrides.ts";
import { addRunQuestions } from "../../db/queries/questions.ts";
import { addRoleUsage, type RoleUsage } from "../../db/queries/role-usage.ts";
import { addTrees } from "../../db/queries/trees.ts";
import type { RunRow } from "../../db/rows.ts";
import type { TreeStatus } from "../../db/stored-types.ts";
import { MalthouseError } from "../core/errors.ts";
import { parentPath } from "../core/path.ts";
import { type Task, tasks } from "../core/tree.ts";
import type { TreeLine, TreeLineNode } from "../export/tree-line.ts";
import { countRepeats } from "./count-repeats.ts";
import { refreshTree } from "./refresh-tree.ts";
import type { ImportedLeaf } from "./audit/store-imported-sample.ts";
import { standingMark } from "./audit/standing-mark.ts";
import type { RunPolicy } from "./run-policy.ts";

/**
 * Stores trees of an import with their questions, failures, overrides and decisions under new ids, and credits them
 * from their verdicts. Returns their statuses, in order, and the leaves among them that the blind sample holds. Throws
 * `invalid_request` naming the tree whose values cannot be kept exactly.
 */
export async function storeImportedTrees(
  tx: Tx,
  run: RunRow,
  policy: RunPolicy,
  trees: readonly TreeLine[],
  firstPosition: number,
): Promise<{ statuses: TreeStatus[]; sampled: ImportedLeaf[] }> {
  const questionIds = await addRunQuestions(
    tx,
    run.id,
    trees.map(({ question, gold, task, meta }) => ({
      text: question,
      gold,
      task: task ?? taskOf(run),
      meta: meta ?? {},
    })),
    firstPosition,
  );
  const planned = trees.map((tree) => planTree(tree, policy));
  const treeIds = await addTrees(
    tx,
    run.id,
    planned.map((plan, index) => ({ ...plan, questionId: questionIds[index] ?? "" })),
    firstPosition,
  );
  const now = new Date();
  const sampled: ImportedLeaf[] = [];
  for (const [index, tree] of trees.entries()) {
    const treeId = treeIds[index] ?? "";
    const ids = await storeNodes(tx, run.id, treeId, tree);
    await storeWords(tx, run.id, treeId, tree, ids, now);
    for (const leaf of tree.sampled ?? [])
      sampled.push({ ...leaf, nodeId: ids.get(leaf.nodeId) ?? leaf.nodeId, treeId });
    await storeMarks(tx, questionIds[index] ?? "", tree, now);
    try {
      await refreshTree(tx, treeId, policy);
    } catch (error) {
      if (!(error instanceof MalthouseError)) throw error;
      const place = firstPosition + index + 1;
      throw new MalthouseError(
        error.code,
        `Tree ${place} of the file: ${error.message} Nothing was imported.`,
        { cause: error },
      );
    }
  }
  return { statuses: planned.map(({ status }) => status), sampled };
}

const taskOf = ({ config }: RunRow): Task => tasks.find((task) => task === config?.["task"]) ?? "custom";

/** With a config the empty places tell how far a tree is; without one the file's word stands that it is unfinished. */
function planTree(
  { nodes, failures, status: told }: TreeLine,
  { protocol, protocolConfig }: RunPolicy,
): { status: TreeStatus; nodesTotal: number } {
  const failed = (failures ?? []).map(({ path }) => path);
  const ended = failed.length > 0 ? "failed" : "completed";
  if (protocolConfig === null)
    return { status: told === "waiting" || told === "growing" ? told : ended, nodesTotal: nodes.length };
  const whole = protocol.plan({ nodes: [], failed: [] }, protocolConfig).open;
  const { isDone } = protocol.plan({ nodes, failed }, protocolConfig);
  const status = isDone ? ended : nodes.length > 0 || failed.length > 0 ? "growing" : "waiting";
  return { status, nodesTotal: Math.max(whole, nodes.length) };
}

/** Returns the new ids by the file's. */
async function storeNodes(
  tx: Tx,
  runId: string,
  treeId: string,
  tree: TreeLine,
): Promise<Map<string, string>> {
  const ids = new Map(tree.nodes.map(({ id }) => [id, newId("node")]));
  const nodes = tree.nodes.map((node) => newNodeOf(node, runId, ids.get(node.id) ?? newId("node")));
  const spend = tree.usage ?? spendOf(tree.nodes);
  const inserted = await insertGroup(tx, { treeId, nodes, spend });
  if (inserted.length === 0) await addSpend(tx, treeId, spend);
  for (const role of new Set(tree.nodes.map((node) => node.role))) {
    const own = tree.nodes.filter((node) => node.role === role);
    await addRoleUsage(tx, [{ runId, treeId, role, ...usageOfNodes(own) }]);
  }
  return ids;
}

function newNodeOf(node: TreeLineNode, runId: string, id: string): NewNode {
  const { judge } = node;
  return {
    id,
    runId,
    role: node.role,
    path: node.path,
    text: node.text,
    reasoning: node.reasoning,
    finishReason: node.finishReason,
    answer: node.answer,
    verdict: node.verdict,
    judge: judge && {
      method: judge.method ?? "",
      reason: judge.reason ?? "",
      version: judge.version ?? "",
      flags: judge.flags ?? [],
    },
    claim: node.claim,
    model: node.model,
    promptTokens: node.promptTokens,
    completionTokens: node.completionTokens,
    cachedPromptTokens: node.cachedPromptTokens,
    isEstimated: node.isEstimated ?? false,
    costUsd: node.costUsd,
    latencyMs: node.latencyMs,
    seed: node.seed,
    systemFingerprint: node.systemFingerprint,
    requestId: node.requestId,
    createdAt: node.createdAt === null ? null : new Date(node.createdAt),
  };
}

/** Where the file does not say what a tree has cost: what its nodes did. */
const spendOf = (nodes: readonly TreeLineNode[]): Spend => ({
  requests: 0,
  retries: 0,
  promptTokens: nodes.reduce((sum, node) => sum + (node.promptTokens ?? 0), 0),
  completionTokens: nodes.reduce((sum, node) => sum + (node.completionTokens ?? 0), 0),
  costUsd: nodes.reduce((sum, node) => sum + (node.costUsd ?? 0), 0),
});

/** Of one role's nodes; how many requests it took is not in the file. */
const usageOfNodes = (nodes: readonly TreeLineNode[]): Partial<RoleUsage> => {
  const { promptTokens, completionTokens, costUsd } = spendOf(nodes);
  const timed = nodes.filter(({ latencyMs }) => latencyMs !== null);
  return {
    promptTokens,
    completionTokens,
    costUsd,
    cachedPromptTokens: nodes.reduce((sum, node) => sum + (node.cachedPromptTokens ?? 0), 0),
    identical: Map.groupBy(nodes, ({ path }) => parentPath(path))
      .values()
      .reduce((sum, siblings) => sum + countRepeats(siblings.map(({ text }) => text)), 0),
    answers: timed.length,
    latencyMs: timed.reduce((sum, node) => sum + (node.latencyMs ?? 0), 0),
  };
};

/** What people said of the gold. A mend of the past cannot be taken back here: its answers are judged by the gold of now. */
async function storeMarks(
  tx: Tx,
  questionId: string,
  { gold, goldMarks }: TreeLine,
  now: Date,
): Promise<void> {
  for (const [index, mark] of (goldMarks ?? []).entries())
    await addGoldMark(
      tx,
      {
        ...mark,
        questionId,
        runId: null,
        changes: [],
        undoes: null,
        at: mark.at === null ? now : new Date(mark.at),
      },
      { gold, goldMark: standingMark((goldMarks ?? []).slice(0, index + 1)) },
    );
}

/** Failures, and what people said; a time that the file leaves out is that of the import. */
async function storeWords(
  tx: Tx,
  runId: string,
  treeId: string,
  tree: TreeLine,
  ids: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const timeOf = (at: string | null): Date => (at === null ? now : new Date(at));
  const idOf = (id: string): string => ids.get(id) ?? id;
  for (const { path, role, reason, code, attempts, at } of tree.failures ?? [])
    await insertFailure(tx, {
      runId,
      treeId,
      path,
      role,
      code: code ?? "",
      message: reason ?? "",
      attempts: attempts ?? 1,
      at: timeOf(at),
    });
  for (const { nodeId, verdict, author, reason, at } of tree.overrides ?? [])
    await putOverride(tx, { nodeId: idOf(nodeId), verdict, author, reason, at: timeOf(at) });
  const decisions = (tree.decisions ?? []).map((decision): NewDecision => ({
    ...decision,
    chosenNodeId: idOf(decision.chosenNodeId),
    rejectedNodeId: idOf(decision.rejectedNodeId),
    leftNodeId: decision.leftNodeId === null ? null : (ids.get(decision.leftNodeId) ?? null),
    at: timeOf(decision.at),
  }));
  if (decisions.length > 0) await saveDecisions(tx, runId, decisions);
}
