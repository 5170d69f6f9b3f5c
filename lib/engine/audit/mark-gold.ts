import type { Tx } from "../../../db/client.ts";
import { addGoldMark, getQuestion, treesOfQuestion } from "../../../db/queries/gold-marks.ts";
import { getRun } from "../../../db/queries/runs.ts";
import { markUnaudited } from "../../../db/queries/suspicions.ts";
import type { GoldMarkRow, QuestionRow, TreeRow } from "../../../db/rows.ts";
import { MalthouseError } from "../../core/errors.ts";
import type { Malthouse } from "../malthouse.ts";
import { policyOf } from "../run-policy.ts";
import { auditTrees } from "./audit-trees.ts";

type Words = { readonly author?: string | undefined; readonly reason?: string | undefined };

/** A question that is in the run. Throws `not_found`. */
export async function questionInRun(
  store: Tx,
  runId: string,
  questionId: string,
): Promise<{ question: QuestionRow; trees: readonly TreeRow[] }> {
  const question = await getQuestion(store, questionId);
  const trees = await treesOfQuestion(store, questionId);
  if (!trees.some((tree) => tree.runId === runId))
    throw new MalthouseError("not_found", `This run has no question ${questionId}.`);
  return { question, trees };
}

/**
 * Says that a question's gold is wrong, or takes that back: while it is marked, the question's trees are in no export of
 * rows, in whatever run, and their leaves are no suspects. Null where it stood so already. Throws `not_found`.
 */
export async function markGold(
  { store, bus }: Pick<Malthouse, "store" | "bus">,
  runId: string,
  questionId: string,
  { isWrong, author, reason, undoes }: Words & { readonly isWrong: boolean; readonly undoes?: number },
): Promise<GoldMarkRow | null> {
  const mark = await store.transaction(async (tx) => {
    const { question, trees } = await questionInRun(tx, runId, questionId);
    if ((question.goldMark !== null) === isWrong) return null;
    const added = await addGoldMark(
      tx,
      {
        questionId,
        runId,
        kind: isWrong ? "wrong" : "cleared",
        goldBefore: question.gold,
        goldAfter: question.gold,
        changes: [],
        undoes: undoes ?? null,
        author: author ?? null,
        reason: reason ?? null,
        at: new Date(),
      },
      { gold: question.gold, goldMark: isWrong ? "wrong" : null },
    );
    await lookAgain(tx, trees);
    return added;
  });
  bus.publish({ runId, event: "progress" });
  return mark;
}

/** Has the audit look at the trees of a question in all their runs now. */
export async function lookAgain(tx: Tx, trees: readonly TreeRow[]): Promise<void> {
  await markUnaudited(
    tx,
    trees.map(({ id }) => id),
  );
  for (const [runId, own] of Map.groupBy(trees, (tree) => tree.runId))
    await auditTrees(
      tx,
      own.map(({ id }) => id),
      policyOf(await getRun(tx, runId)),
    );
}
