import { eq, max, sql } from "drizzle-orm";
import type { Tx } from "../client.ts";

/** Characters of a data set's longest question; 0 without one. */
export async function longestQuestion(store: Tx, datasetId: string): Promise<number> {
  const { questions } = store.t;
  const [row] = await store.db
    .select({ characters: max(sql<number>`length(${questions.text})`) })
    .from(questions)
    .where(eq(questions.datasetId, datasetId));
  return Number(row?.characters ?? 0);
}
