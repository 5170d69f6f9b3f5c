import { and, asc, avg, count, eq, gt, inArray, or, sql } from "drizzle-orm";
import { z } from "zod";
import { MalthouseError } from "../../lib/core/errors.ts";
import type { Tx } from "../client.ts";
import { decodeCursor, pageOf, type Page } from "../cursor.ts";
import { contains } from "../fragments.ts";
import { newId } from "../new-id.ts";
import type { QuestionRow } from "../rows.ts";
import { seededOrder } from "../seeded-order.ts";
import { storable } from "../storable.ts";
import type { NewQuestion } from "./datasets.ts";
import { inChunks } from "./in-chunks.ts";

const chunk = 500;

/** A data set's questions in their order, those that contain `q` in text or gold, and how many there are. */
export async function listQuestions(
  store: Tx,
  datasetId: string,
  { q, cursor, limit }: { q?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<QuestionRow> & { readonly total: number }> {
  const { questions } = store.t;
  const wanted = and(
    eq(questions.datasetId, datasetId),
    q ? or(contains(store, questions.text, q), contains(store, questions.gold, q)) : undefined,
  );
  const after =
    cursor === undefined ? undefined : gt(questions.position, decodeCursor(cursor, z.tuple([z.int32()]))[0]);
  const rows = await store.db
    .select()
    .from(questions)
    .where(and(wanted, after))
    .orderBy(asc(questions.position))
    .limit(limit + 1);
  const [all] = await store.db.select({ total: count() }).from(questions).where(wanted);
  return { ...pageOf(rows, limit, (last) => [last.position]), total: all?.total ?? 0 };
}

export type QuestionPick =
  | { readonly ids: readonly string[] }
  | {
      readonly limit?: number | undefined;
      readonly offset?: number | undefined;
      readonly sample?: "first" | "random" | undefined;
      readonly seed?: number | undefined;
    };

export type PickedQuestion = { readonly id: string; readonly position: number };

/**
 * The questions of a run, in run order: as named (each once), or first to last, or in an order drawn from the seed
 * (0 when left out) that is the same on every machine; offset and limit cut that order, so parts of one seed are
 * disjoint. Throws invalid_request when an id is not of this data set, or nothing is left.
 */
export async function pickQuestions(
  store: Tx,
  datasetId: string,
  pick: QuestionPick,
): Promise<PickedQuestion[]> {
  const { questions } = store.t;
  const all = await store.db
    .select({ id: questions.id, position: questions.position })
    .from(questions)
    .where(eq(questions.datasetId, datasetId))
    .orderBy(asc(questions.position));
  const chosen = "ids" in pick ? namedOf(all, pick.ids) : cutOf(all, pick);
  if (chosen.length === 0) {
    throw new MalthouseError("invalid_request", "No question is left to grow.", {
      errors: [
        { path: "questions", message: `the data set has ${all.length} questions; none of them is picked` },
      ],
    });
  }
  return chosen;
}

function namedOf(all: readonly PickedQuestion[], ids: readonly string[]): PickedQuestion[] {
  const byId = new Map(all.map((question) => [question.id, question]));
  return [...new Set(ids)].map((id) => {
    const question = byId.get(id);
    if (question) return question;
    throw new MalthouseError("invalid_request", `Question ${id} is not in this data set.`, {
      errors: [{ path: "questions.ids", message: `${id} is not in this data set` }],
    });
  });
}

function cutOf(
  all: PickedQuestion[],
  pick: Exclude<QuestionPick, { ids: readonly string[] }>,
): PickedQuestion[] {
  const ordered = pick.sample === "random" ? seededOrder(all, pick.seed ?? 0) : all;
  const start = pick.offset ?? 0;
  return ordered.slice(start, pick.limit === undefined ? undefined : start + pick.limit);
}

/** Means over a data set in characters, for estimates; zeros when it is empty. */
export async function questionLengths(
  store: Tx,
  datasetId: string,
): Promise<{ count: number; meanChars: number }> {
  const { questions } = store.t;
  const [row] = await store.db
    .select({ count: count(), meanChars: avg(sql`length(${questions.text})`).mapWith(Number) })
    .from(questions)
    .where(eq(questions.datasetId, datasetId));
  return { count: row?.count ?? 0, meanChars: row?.meanChars ?? 0 };
}

/** Questions by id; those that are not there are left out. */
export async function questionsById(store: Tx, ids: readonly string[]): Promise<Map<string, QuestionRow>> {
  const { questions } = store.t;
  const found = new Map<string, QuestionRow>();
  for (const some of inChunks([...new Set(ids)], chunk)) {
    for (const row of await store.db.select().from(questions).where(inArray(questions.id, some)))
      found.set(row.id, row);
  }
  return found;
}

/** Stores the questions that an imported run brought along; they go with the run. Returns their ids, in order. */
export async function addRunQuestions(
  tx: Tx,
  runId: string,
  added: readonly NewQuestion[],
  firstPosition = 0,
): Promise<string[]> {
  const rows = added.map(({ text, gold, task, meta }, index) =>
    storable({ id: newId("question"), runId, position: firstPosition + index, text, gold, task, meta }),
  );
  for (const some of inChunks(rows, chunk)) await tx.db.insert(tx.t.questions).values(some);
  return rows.map((row) => row.id);
}
