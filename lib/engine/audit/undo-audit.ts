import { listAuditActions, undoneActions } from "../../../db/queries/audit-actions.ts";
import { getGoldMark, getQuestion, listGoldMarks, marksOfQuestions } from "../../../db/queries/gold-marks.ts";
import { nodePaths } from "../../../db/queries/nodes.ts";
import { treesById } from "../../../db/queries/trees.ts";
import type { Store } from "../../../db/client.ts";
import { MalthouseError } from "../../core/errors.ts";
import type { AuditStep } from "../../http/wire/audit.ts";
import type { Malthouse } from "../malthouse.ts";
import { markGold } from "./mark-gold.ts";
import { undoMend } from "./mend-gold.ts";
import { undoTurn } from "./turn-leaves.ts";

type Parts = Pick<Malthouse, "store" | "judge" | "grower" | "bus">;
type Words = { readonly author?: string | undefined };

/** The newest steps of a run's audit, verdicts and golds together, newest first; at most `limit`. */
export async function viewHistory(store: Store, runId: string, limit: number): Promise<AuditStep[]> {
  const actions = await listAuditActions(store, runId, limit);
  const undone = await undoneActions(
    store,
    runId,
    actions.map(({ id }) => id),
  );
  const firsts = actions.flatMap(({ changes }) => changes.slice(0, 1));
  const paths = await nodePaths(
    store,
    firsts.map(({ nodeId }) => nodeId),
  );
  const trees = await treesById(
    store,
    firsts.map(({ treeId }) => treeId),
  );
  const marks = await listGoldMarks(store, runId, limit);
  const byQuestion = await marksOfQuestions(
    store,
    marks.map(({ questionId }) => questionId),
  );
  const steps: AuditStep[] = actions.map((action) => {
    const [first] = action.changes;
    const isUndo = action.kind === "undo";
    return {
      id: `turn_${action.id}`,
      kind: action.kind,
      verdict: action.verdict,
      leaves: action.changes.length,
      nodeId: first?.nodeId ?? null,
      treeId: first?.treeId ?? null,
      questionId: null,
      index: (first && trees.get(first.treeId)?.position) ?? null,
      path: (first && paths.get(first.nodeId)) ?? null,
      goldBefore: null,
      goldAfter: null,
      author: action.author,
      reason: action.reason,
      at: action.at.toISOString(),
      isUndone: undone.has(action.id),
      canUndo: !isUndo && !undone.has(action.id),
    };
  });
  for (const mark of marks) {
    const all = byQuestion.get(mark.questionId) ?? [];
    const isUndone = all.some(({ undoes }) => undoes === mark.id);
    const isLast = all.at(-1)?.id === mark.id;
    steps.push({
      id: `gold_${mark.id}`,
      kind: mark.undoes === null ? `gold-${mark.kind}` : "undo",
      verdict: null,
      leaves: mark.changes.length,
      nodeId: null,
      treeId: null,
      questionId: mark.questionId,
      index: null,
      path: null,
      goldBefore: mark.goldBefore,
      goldAfter: mark.goldAfter,
      author: mark.author,
      reason: mark.reason,
      at: mark.at.toISOString(),
      isUndone,
      canUndo: isLast && mark.undoes === null,
    });
  }
  return steps.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, limit);
}

/**
 * Takes a step of the audit back, as one. Throws `not_found`, and `wrong_state` where something else was said of what
 * it touched since.
 */
export async function undoStep(parts: Parts, runId: string, stepId: string, words: Words): Promise<void> {
  const match = /^(turn|gold)_(\d{1,15})$/.exec(stepId);
  if (!match) throw new MalthouseError("not_found", `The audit of this run has no step ${stepId}.`);
  const id = Number(match[2]);
  if (match[1] === "turn") {
    await undoTurn(parts, runId, id, words);
    return;
  }
  const mark = await getGoldMark(parts.store, id);
  if (mark.runId !== runId)
    throw new MalthouseError("not_found", `The audit of this run has no step ${stepId}.`);
  const { goldMark } = await getQuestion(parts.store, mark.questionId);
  const all = (await marksOfQuestions(parts.store, [mark.questionId])).get(mark.questionId) ?? [];
  if (all.at(-1)?.id !== id || mark.undoes !== null)
    throw new MalthouseError("wrong_state", "Something else was said of this gold since.");
  if (mark.kind === "mended") {
    await undoMend(parts, runId, id, words);
    return;
  }
  await markGold(parts, runId, mark.questionId, { ...words, isWrong: goldMark === null, undoes: id });
}
