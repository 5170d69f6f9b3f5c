import { and, asc, count, desc, eq, getTableColumns, gt, or, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../client.ts";
import { decodeCursor, pageOf, type Page } from "../cursor.ts";
import { contains, floatOf, sumOf } from "../fragments.ts";
import type { TreeRow } from "../rows.ts";
import { treesWithWords } from "../search.ts";

export const treeFilters = [
  "all",
  "mixed",
  "all_correct",
  "all_incorrect",
  "unknown",
  "disagreement",
  "failed",
  "overridden",
  "identical",
] as const;
export type TreeFilter = (typeof treeFilters)[number];
export type TreeSort = "index" | "-index" | "value" | "-value" | "pairs" | "-pairs" | "cost" | "-cost";

export type ListedTree = TreeRow & { readonly question: string; readonly gold: string };

/** Which trees to look at: `q` is contained in question or gold, `text` has words found in the completions. */
export type TreeSearch = { readonly q?: string | undefined; readonly text?: string | undefined };

const Place = z.tuple([z.number(), z.int32()]);

/**
 * A page of a run's trees with their questions, and how many there are in all. Ties follow the run's order; trees
 * without a value come last either way. Reads counters only. `text` finds what indexNew has indexed.
 * Throws malformed_request on a foreign cursor.
 */
export async function listTrees(
  store: Tx,
  runId: string,
  {
    filter = "all",
    sort = "index",
    q,
    text,
    cursor,
    limit,
  }: TreeSearch & {
    filter?: TreeFilter | undefined;
    sort?: TreeSort | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<ListedTree> & { readonly total: number }> {
  const { trees, questions } = store.t;
  const wanted = and(searchOf(store, runId, { q, text }), filterOf(store, filter));
  const isFalling = sort.startsWith("-");
  const key = sortKeyOf(store, sort.replace("-", ""), isFalling);
  const rows = await store.db
    .select({ ...getTableColumns(trees), question: questions.text, gold: questions.gold, sortKey: key })
    .from(trees)
    .innerJoin(questions, eq(questions.id, trees.questionId))
    .where(
      and(
        wanted,
        cursor === undefined ? undefined : behind(store, key, isFalling, decodeCursor(cursor, Place)),
      ),
    )
    .orderBy(isFalling ? desc(key) : asc(key), asc(trees.position))
    .limit(limit + 1);
  const [all] = await store.db
    .select({ total: count() })
    .from(trees)
    .innerJoin(questions, eq(questions.id, trees.questionId))
    .where(wanted);
  const { items, nextCursor } = pageOf(rows, limit, (last) => [last.sortKey, last.position]);
  return { items: items.map(({ sortKey: _, ...tree }) => tree), nextCursor, total: all?.total ?? 0 };
}

/** How many trees each filter would list. */
export async function countTreesByFilter(
  store: Tx,
  runId: string,
  search: TreeSearch = {},
): Promise<Record<TreeFilter, number>> {
  const { trees, questions } = store.t;
  const counts = Object.fromEntries(
    treeFilters.map((name) => [
      name,
      sumOf(sql`case when ${filterOf(store, name) ?? sql`1 = 1`} then 1 else 0 end`),
    ]),
  ) as Record<TreeFilter, SQL<number>>;
  const [row] = await store.db
    .select(counts)
    .from(trees)
    .innerJoin(questions, eq(questions.id, trees.questionId))
    .where(searchOf(store, runId, search));
  if (!row) throw new Error("a sum without a row");
  return row;
}

function searchOf(store: Tx, runId: string, { q, text }: TreeSearch): SQL | undefined {
  const { trees, questions } = store.t;
  return and(
    eq(trees.runId, runId),
    q ? or(contains(store, questions.text, q), contains(store, questions.gold, q)) : undefined,
    text ? sql`${trees.id} in ${treesWithWords(store, runId, text)}` : undefined,
  );
}

function filterOf(store: Tx, filter: TreeFilter): SQL | undefined {
  const { roleCounts, trees } = store.t;
  switch (filter) {
    case "all":
      return undefined;
    case "mixed":
      return sql`(${trees.correctLeaves} > 0 and ${trees.correctLeaves} < ${trees.leaves})`;
    case "all_correct":
      return sql`(${trees.leaves} > 0 and ${trees.correctLeaves} = ${trees.leaves})`;
    case "all_incorrect":
      return sql`(${trees.leaves} > 0 and ${trees.correctLeaves} = 0)`;
    case "unknown":
      return gt(trees.unknownLeaves, 0);
    case "disagreement":
      return gt(trees.disagreements, 0);
    case "failed":
      return eq(trees.status, "failed");
    case "overridden":
      return gt(trees.overrides, 0);
    case "identical":
      return sql`exists (select 1 from ${roleCounts} where ${roleCounts.treeId} = ${trees.id} and ${roleCounts.identical} > 0)`;
  }
}

/** A number to sort by, never null: a tree without a value stands behind every value, 0 to 1. */
function sortKeyOf(store: Tx, name: string, isFalling: boolean): SQL<number> {
  const { trees } = store.t;
  const keys: Record<string, SQL> = {
    value: sql`coalesce(${floatOf(trees)}, ${isFalling ? sql`-1` : sql`2`})`,
    pairs: sql`${trees.pairsTotal}`,
    cost: sql`${trees.costUsd}`,
  };
  return sql<number>`${keys[name] ?? sql`${trees.position}`}`.mapWith(Number);
}

function behind(
  store: Tx,
  key: SQL<number>,
  isFalling: boolean,
  [value, position]: z.infer<typeof Place>,
): SQL {
  const { trees } = store.t;
  const at = sql`cast(${value} as double precision)`;
  return sql`(${key} ${isFalling ? sql`<` : sql`>`} ${at} or (${key} = ${at} and ${gt(trees.position, position)}))`;
}
