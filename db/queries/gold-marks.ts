import { and, asc, count, desc, eq, gt, gte, inArray, isNotNull, lt } from "drizzle-orm";
import { MalthouseError } from "../../lib/core/errors.ts";
import type { Tx } from "../client.ts";
import type { GoldMarkRow, QuestionRow, TreeRow } from "../rows.ts";
import { storable } from "../storable.ts";
import { inChunks } from "./in-chunks.ts";

const regraded = ["mended", "restored"] as const;
const ended = ["completed", "failed"] as const;

/** A question. Throws not_found. */
export async function getQuestion(store: Tx, id: string): Promise<QuestionRow> {
  const { questions } = store.t;
  const [row] = await store.db.select().from(questions).where(eq(questions.id, id));
  if (!row) throw new MalthouseError("not_found", `There is no question ${id}.`);
  return row;
}

/** Keeps what somebody said of a gold, and what of the question stands from now on. Give a `tx`. */
export async function addGoldMark(
  tx: Tx,
  mark: Omit<GoldMarkRow, "id">,
  stands: Pick<QuestionRow, "goldMark" | "gold">,
): Promise<GoldMarkRow> {
  const { goldMarks, questions } = tx.t;
  const [row] = await tx.db.insert(goldMarks).values(storable(mark)).returning();
  if (!row) throw new Error("an insert without a row");
  await tx.db
    .update(questions)
    .set({
      goldMark: stands.goldMark,
      ...(mark.goldBefore !== mark.goldAfter && { gold: storable(stands.gold), goldProblem: null }),
    })
    .where(eq(questions.id, mark.questionId));
  return row;
}

/** All that was said of a question's gold, first to last; a mark's own id and before where `before` is given. */
export async function marksOfQuestion(
  store: Tx,
  questionId: string,
  before?: number,
): Promise<GoldMarkRow[]> {
  const { goldMarks } = store.t;
  return await store.db
    .select()
    .from(goldMarks)
    .where(
      and(eq(goldMarks.questionId, questionId), before === undefined ? undefined : lt(goldMarks.id, before)),
    )
    .orderBy(asc(goldMarks.id));
}

/** What was said of the golds of several questions, first to last, by question. */
export async function marksOfQuestions(
  store: Tx,
  questionIds: readonly string[],
): Promise<Map<string, GoldMarkRow[]>> {
  const { goldMarks } = store.t;
  if (questionIds.length === 0) return new Map();
  const rows = await store.db
    .select()
    .from(goldMarks)
    .where(inArray(goldMarks.questionId, [...new Set(questionIds)]))
    .orderBy(asc(goldMarks.id));
  return Map.groupBy(rows, ({ questionId }) => questionId);
}

/** Throws not_found. */
export async function getGoldMark(store: Tx, id: number): Promise<GoldMarkRow> {
  const { goldMarks } = store.t;
  const [row] = await store.db.select().from(goldMarks).where(eq(goldMarks.id, id));
  if (!row) throw new MalthouseError("not_found", `There is no mark ${id}.`);
  return row;
}

/** What was said of golds in the audit of a run, newest first. */
export async function listGoldMarks(store: Tx, runId: string, limit: number): Promise<GoldMarkRow[]> {
  const { goldMarks } = store.t;
  return await store.db
    .select()
    .from(goldMarks)
    .where(eq(goldMarks.runId, runId))
    .orderBy(desc(goldMarks.id))
    .limit(limit);
}

export type MarkedTree = {
  readonly treeId: string;
  readonly questionId: string;
  readonly position: number;
  readonly status: TreeRow["status"];
  readonly question: string;
  readonly gold: string;
};

/** The trees of a run whose question has a gold that is marked wrong, in run order. */
export async function treesMarkedWrong(store: Tx, runId: string): Promise<MarkedTree[]> {
  const { questions, trees } = store.t;
  return await store.db
    .select({
      treeId: trees.id,
      questionId: questions.id,
      position: trees.position,
      status: trees.status,
      question: questions.text,
      gold: questions.gold,
    })
    .from(questions)
    .innerJoin(trees, eq(trees.questionId, questions.id))
    .where(and(isNotNull(questions.goldMark), eq(trees.runId, runId)))
    .orderBy(asc(trees.position));
}

/** The trees of a question in all runs, oldest run first; runs that are being deleted are left out. */
export async function treesOfQuestion(store: Tx, questionId: string): Promise<TreeRow[]> {
  const { runs, trees } = store.t;
  const rows = await store.db
    .select({ tree: trees })
    .from(trees)
    .innerJoin(runs, eq(runs.id, trees.runId))
    .where(and(eq(trees.questionId, questionId), eq(runs.isDeleted, false)))
    .orderBy(asc(runs.createdAt), asc(runs.id));
  return rows.map(({ tree }) => tree);
}

/** Whether an answer in one of these trees came since then. */
export async function hasNodesSince(store: Tx, treeIds: readonly string[], since: Date): Promise<boolean> {
  const { nodes } = store.t;
  for (const some of inChunks(treeIds, 500)) {
    const [row] = await store.db
      .select({ id: nodes.id })
      .from(nodes)
      .where(and(inArray(nodes.treeId, some), gte(nodes.createdAt, since)))
      .limit(1);
    if (row) return true;
  }
  return false;
}

/** Whether a gold of one of the run's questions was mended, or put back, since then. */
export async function hasMendedGoldSince(store: Tx, runId: string, since: Date): Promise<boolean> {
  const { goldMarks, trees } = store.t;
  const [row] = await store.db
    .select({ id: goldMarks.id })
    .from(goldMarks)
    .innerJoin(trees, eq(trees.questionId, goldMarks.questionId))
    .where(and(eq(trees.runId, runId), gt(goldMarks.at, since), inArray(goldMarks.kind, [...regraded])))
    .limit(1);
  return row !== undefined;
}

/** How many ended trees of a run have a question whose gold was mended and not put back. */
export async function countMendedGolds(store: Tx, runId: string): Promise<number> {
  const { goldMarks, trees } = store.t;
  const rows = await store.db
    .select({ questionId: goldMarks.questionId, kind: goldMarks.kind, marks: count() })
    .from(goldMarks)
    .innerJoin(trees, eq(trees.questionId, goldMarks.questionId))
    .where(
      and(eq(trees.runId, runId), inArray(trees.status, [...ended]), inArray(goldMarks.kind, [...regraded])),
    )
    .groupBy(goldMarks.questionId, goldMarks.kind);
  const net = new Map<string, number>();
  for (const { questionId, kind, marks } of rows)
    net.set(questionId, (net.get(questionId) ?? 0) + (kind === "mended" ? marks : -marks));
  return [...net.values()].filter((left) => left > 0).length;
}
