import { and, asc, eq, gt, inArray, isNotNull } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../client.ts";
import { decodeCursor, pageOf, type Page } from "../cursor.ts";
import type { QuestionRow } from "../rows.ts";
import type { StoredGoldCheck } from "../stored-types.ts";
import { inChunks } from "./in-chunks.ts";

const chunk = 500;

/** The questions of a data set whose gold could not be read, in their order. Throws malformed_request on a foreign cursor. */
export async function listGoldProblems(
  store: Tx,
  datasetId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<QuestionRow>> {
  const { questions } = store.t;
  const after =
    cursor === undefined ? undefined : gt(questions.position, decodeCursor(cursor, z.tuple([z.int32()]))[0]);
  const rows = await store.db
    .select()
    .from(questions)
    .where(and(eq(questions.datasetId, datasetId), isNotNull(questions.goldProblem), after))
    .orderBy(asc(questions.position))
    .limit(limit + 1);
  return pageOf(rows, limit, (last) => [last.position]);
}

/** All questions of a data set in their order, read in parts. */
export async function* eachQuestion(store: Tx, datasetId: string): AsyncGenerator<QuestionRow> {
  const { questions } = store.t;
  let last = -1;
  for (;;) {
    const rows = await store.db
      .select()
      .from(questions)
      .where(and(eq(questions.datasetId, datasetId), gt(questions.position, last)))
      .orderBy(asc(questions.position))
      .limit(chunk);
    yield* rows;
    const end = rows.at(-1);
    if (!end) return;
    last = end.position;
  }
}

/** Data sets whose golds this version of the judge, with the rule that counts, has not read; oldest first. */
export async function datasetsToCheck(store: Tx, judgeVersion: string): Promise<string[]> {
  const { datasets } = store.t;
  const { id, goldCheck, ruleVersion } = datasets;
  const rows = await store.db
    .select({ id, goldCheck, ruleVersion })
    .from(datasets)
    .where(eq(datasets.isReady, true))
    .orderBy(asc(datasets.createdAt), asc(datasets.id));
  return rows
    .filter(
      (row) => row.goldCheck?.judgeVersion !== judgeVersion || row.goldCheck.ruleVersion !== row.ruleVersion,
    )
    .map((row) => row.id);
}

/** Says of each of these questions what is wrong with its gold; null: nothing. */
export async function saveGoldProblems(
  store: Tx,
  found: readonly { readonly questionId: string; readonly problem: string | null }[],
): Promise<void> {
  const { questions } = store.t;
  for (const problem of new Set(found.map((one) => one.problem))) {
    const ids = found.filter((one) => one.problem === problem).map(({ questionId }) => questionId);
    for (const some of inChunks(ids, chunk))
      await store.db.update(questions).set({ goldProblem: problem }).where(inArray(questions.id, some));
  }
}

/** By what the golds were read; null while they are being read again. */
export async function saveGoldCheck(
  store: Tx,
  datasetId: string,
  check: StoredGoldCheck | null,
): Promise<void> {
  const { datasets } = store.t;
  await store.db.update(datasets).set({ goldCheck: check }).where(eq(datasets.id, datasetId));
}
