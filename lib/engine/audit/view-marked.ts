import type { Store } from "../../../db/client.ts";
import { marksOfQuestions, treesMarkedWrong } from "../../../db/queries/gold-marks.ts";
import type { MarkedQuestion, MendPreview } from "../../http/wire/audit.ts";
import { viewCounts } from "../rejudge/view-rejudging.ts";
import type { MendPlan } from "./mend-gold.ts";

/** The questions of a run whose gold is marked wrong, in run order, with who said so. */
export async function viewMarked(store: Store, runId: string): Promise<MarkedQuestion[]> {
  const trees = await treesMarkedWrong(store, runId);
  const marks = await marksOfQuestions(
    store,
    trees.map(({ questionId }) => questionId),
  );
  return trees.map(({ questionId, treeId, position, question, gold }) => {
    const mark = (marks.get(questionId) ?? []).findLast(({ kind }) => kind === "wrong");
    return {
      questionId,
      treeId,
      index: position,
      question,
      gold,
      author: mark?.author ?? null,
      reason: mark?.reason ?? null,
      at: mark?.at.toISOString() ?? null,
    };
  });
}

/** What another gold changes, or has changed. */
export function viewMend({ question, gold, regraded, counts }: MendPlan): MendPreview {
  const runs = new Map(regraded.map(({ run }) => [run.id, { id: run.id, name: run.name }]));
  return { goldBefore: question.gold, goldAfter: gold, runs: [...runs.values()], counts: viewCounts(counts) };
}
