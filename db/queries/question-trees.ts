import { asc, eq } from "drizzle-orm";
import type { Tx } from "../client.ts";

/** The trees of a run by their question's text, in run order. */
export async function treesByQuestion(store: Tx, runId: string): Promise<Map<string, string[]>> {
  const { trees, questions } = store.t;
  const rows = await store.db
    .select({ id: trees.id, text: questions.text })
    .from(trees)
    .innerJoin(questions, eq(questions.id, trees.questionId))
    .where(eq(trees.runId, runId))
    .orderBy(asc(trees.position));
  const found = new Map<string, string[]>();
  for (const { id, text } of rows) found.set(text, [...(found.get(text) ?? []), id]);
  return found;
}
