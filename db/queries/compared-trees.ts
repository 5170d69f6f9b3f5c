import { and, eq, inArray, or, sql } from "drizzle-orm";
import type { Tx } from "../client.ts";
import { contains } from "../fragments.ts";
import type { TreeRow } from "../rows.ts";
import { inChunks } from "./in-chunks.ts";

/** What a comparison reads of every tree of a run: no node, no text. */
export type ComparedTreeRow = {
  readonly id: string;
  readonly questionId: string;
  readonly position: number;
  readonly status: TreeRow["status"];
  readonly line: string | null;
};

/**
 * The trees of a run in its order, with their verdict lines; null while one grows, or credited before lines were kept.
 * Read as one text: a row a tree would cost more than the rest of a comparison.
 */
export async function comparedTrees(store: Tx, runId: string): Promise<readonly ComparedTreeRow[]> {
  const { trees } = store.t;
  const row = sql`${trees.id} || ' ' || ${trees.questionId} || ' ' || cast(${trees.position} as text) || ' ' || ${trees.status} || ' ' || coalesce(${trees.verdictLine}, '')`;
  const [found] = await store.db
    .select({
      joined:
        store.dialect === "sqlite"
          ? sql<string | null>`group_concat(${row}, char(10) order by ${trees.position})`
          : sql<string | null>`string_agg(${row}, chr(10) order by ${trees.position})`,
    })
    .from(trees)
    .where(eq(trees.runId, runId));
  return (found?.joined ?? "")
    .split("\n")
    .filter((text) => text !== "")
    .map((text) => {
      // Ids and states hold no space.
      const [id = "", questionId = "", position = "", status = "", line = ""] = text.split(" ");
      return {
        id,
        questionId,
        position: Number(position),
        status: status as ComparedTreeRow["status"],
        line: line === "" ? null : line,
      };
    });
}

/** Words and gold of a run's questions by id. */
export async function questionWords(
  store: Tx,
  runId: string,
): Promise<ReadonlyMap<string, { readonly text: string; readonly gold: string }>> {
  const { trees, questions } = store.t;
  const rows = await store.db
    .select({ id: questions.id, text: questions.text, gold: questions.gold })
    .from(trees)
    .innerJoin(questions, eq(questions.id, trees.questionId))
    .where(eq(trees.runId, runId));
  return new Map(rows.map(({ id, ...words }) => [id, words]));
}

/** The ids of a run's trees whose question or gold contains `q`. */
export async function treesAsking(store: Tx, runId: string, q: string): Promise<ReadonlySet<string>> {
  const { trees, questions } = store.t;
  const rows = await store.db
    .select({ id: trees.id })
    .from(trees)
    .innerJoin(questions, eq(questions.id, trees.questionId))
    .where(
      and(eq(trees.runId, runId), or(contains(store, questions.text, q), contains(store, questions.gold, q))),
    );
  return new Set(rows.map(({ id }) => id));
}

export type DrawnTreeRow = Pick<
  TreeRow,
  "id" | "position" | "leaves" | "correctLeaves" | "valueNumerator" | "valueDenominator" | "valueLine"
> & { readonly question: string; readonly gold: string };

/** What a row of a list draws of some trees, by id. */
export async function drawnTrees(
  store: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DrawnTreeRow>> {
  const { trees, questions } = store.t;
  const found = new Map<string, DrawnTreeRow>();
  for (const some of inChunks(ids, 500)) {
    const rows = await store.db
      .select({
        id: trees.id,
        position: trees.position,
        leaves: trees.leaves,
        correctLeaves: trees.correctLeaves,
        valueNumerator: trees.valueNumerator,
        valueDenominator: trees.valueDenominator,
        valueLine: trees.valueLine,
        question: questions.text,
        gold: questions.gold,
      })
      .from(trees)
      .innerJoin(questions, eq(questions.id, trees.questionId))
      .where(inArray(trees.id, some));
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}
