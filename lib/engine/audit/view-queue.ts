import type { Store } from "../../../db/client.ts";
import { treesMarkedWrong } from "../../../db/queries/gold-marks.ts";
import { nodesById } from "../../../db/queries/nodes.ts";
import { questionsById } from "../../../db/queries/questions.ts";
import { runTotals } from "../../../db/queries/run-totals.ts";
import {
  countAlike,
  countSuspects,
  countTreesToAudit,
  listSuspects,
  type SuspectFilter,
  suspicionsOf,
} from "../../../db/queries/suspicions.ts";
import { treesById } from "../../../db/queries/trees.ts";
import type { NodeRow, QuestionRow, SuspicionRow, TreeRow } from "../../../db/rows.ts";
import { MalthouseError } from "../../core/errors.ts";
import type { AuditedLeaf, AuditQueue } from "../../http/wire/audit.ts";
import { markPieces } from "../../judge/audit/mark-pieces.ts";
import { scorerVersion } from "../../judge/audit/suspect-leaves.ts";
import type { Malthouse } from "../malthouse.ts";
import { auditRun } from "./audit-run.ts";
import { sweepAudit } from "./sweep-audit.ts";

/** Trees looked at before the first answer; a larger run's others are looked at behind it. */
const treesAtOnce = 20;

/** A page of the suspects of a run, best first, with what each filter would list. Looks at trees that changed first. */
export async function viewQueue(
  { store, log }: Pick<Malthouse, "store" | "log">,
  runId: string,
  query: SuspectFilter & { cursor?: string | undefined; limit: number },
): Promise<AuditQueue> {
  const { leaves } = await runTotals(store, runId);
  await auditRun(store, runId, { most: treesAtOnce });
  const pending = await countTreesToAudit(store, runId, scorerVersion);
  if (pending > 0) sweepAudit({ store, log }, runId);
  const { items, nextCursor } = await listSuspects(store, runId, query);
  const views = await viewLeaves(
    store,
    runId,
    items.map(({ nodeId }) => nodeId),
  );
  const marked = await treesMarkedWrong(store, runId);
  return {
    ...(await countSuspects(store, runId)),
    items: views,
    nextCursor,
    leaves,
    pending,
    goldsWrong: marked.length,
  };
}

/** One leaf as the audit shows it, whether it is suspect or not. Throws `not_found`. */
export async function viewLeaf(store: Store, runId: string, nodeId: string): Promise<AuditedLeaf> {
  const [leaf] = await viewLeaves(store, runId, [nodeId]);
  if (!leaf) throw new MalthouseError("not_found", `This run has no leaf ${nodeId}.`);
  return leaf;
}

async function viewLeaves(store: Store, runId: string, ids: readonly string[]): Promise<AuditedLeaf[]> {
  const nodes = await nodesById(store, ids);
  const suspicions = await suspicionsOf(store, ids);
  const trees = await treesById(
    store,
    [...nodes.values()].map(({ treeId }) => treeId),
  );
  const questions = await questionsById(
    store,
    [...trees.values()].map(({ questionId }) => questionId),
  );
  const keys = [...suspicions.values()].flatMap(({ alikeKey }) => (alikeKey === null ? [] : [alikeKey]));
  const alike = await countAlike(store, runId, keys);
  return ids.flatMap((id) => {
    const node = nodes.get(id);
    const tree = node && trees.get(node.treeId);
    const question = tree && questions.get(tree.questionId);
    const suspicion = suspicions.get(id) ?? null;
    if (!question || node.runId !== runId || node.verdict === null) return [];
    const shared = suspicion?.alikeKey ? (alike.get(suspicion.alikeKey) ?? 1) : 1;
    return [leafOf(node, tree, question, suspicion, shared)];
  });
}

const leafOf = (
  node: NodeRow,
  tree: TreeRow,
  question: QuestionRow,
  suspicion: SuspicionRow | null,
  alike: number,
): AuditedLeaf => ({
  nodeId: node.id,
  treeId: tree.id,
  questionId: question.id,
  index: tree.position,
  path: node.path,
  role: node.role,
  question: question.text,
  gold: question.gold,
  isGoldWrong: question.goldMark !== null,
  answer: node.answer?.raw ?? null,
  verdict: node.verdict,
  reason: node.judge?.reason ?? "",
  override: node.override,
  pieces: markPieces(node.text, node.answer, question.gold),
  signals: suspicion?.signals.map((signal) => ({ ...signal })) ?? [],
  turnsTo: suspicion?.turnsTo ?? (node.verdict === "correct" ? "incorrect" : "correct"),
  effect: suspicion && {
    values: suspicion.values,
    labels: suspicion.labels,
    pairsAdded: suspicion.pairsAdded,
    pairsRemoved: suspicion.pairsRemoved,
  },
  alike,
});
