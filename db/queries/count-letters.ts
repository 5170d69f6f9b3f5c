import { inArray, sql } from "drizzle-orm";
import type { Tx } from "../client.ts";
import { sumOf } from "../fragments.ts";
import { inChunks } from "./in-chunks.ts";

const chunk = 500;

/** How many characters the completions of each tree have, reasoning included; a tree without nodes is absent. */
export async function countLetters(
  store: Tx,
  treeIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { nodes } = store.t;
  const letters = new Map<string, number>();
  for (const ids of inChunks(treeIds, chunk)) {
    const rows = await store.db
      .select({
        treeId: nodes.treeId,
        letters: sumOf(sql`length(${nodes.text}) + coalesce(length(${nodes.reasoning}), 0)`),
      })
      .from(nodes)
      .where(inArray(nodes.treeId, ids))
      .groupBy(nodes.treeId);
    for (const row of rows) letters.set(row.treeId, row.letters);
  }
  return letters;
}
