import { and, asc, count, eq, getTableColumns, inArray, sql, type SQL } from "drizzle-orm";
import type { Having } from "../../lib/core/having.ts";
import { type TreeFilter, treeFilters, type TreeSort } from "../../lib/core/tree-list.ts";
import type { Tx } from "../client.ts";
import { decodeCursor, pageOf, type Page } from "../cursor.ts";
import { sumOf } from "../fragments.ts";
import type { TreeRow } from "../rows.ts";
import { filterOf, type TreeSearch, treesWanted } from "./tree-filter.ts";
import { countHaving } from "./tree-having.ts";
import { behind, orderOf, placeShape, sortKeyOf } from "./tree-order.ts";

export type ListedTree = TreeRow & {
  readonly question: string;
  readonly gold: string;
  /** How many it has of what the search's `having` asks for; null where that asks for nothing. */
  readonly matches: number | null;
};

const matchesOf = (store: Tx, having: Having | undefined): SQL<number | null> =>
  having ? countHaving(store, having) : sql<null>`null`;

const listed = (store: Tx, having: Having | undefined) => ({
  ...getTableColumns(store.t.trees),
  question: store.t.questions.text,
  gold: store.t.questions.gold,
  matches: matchesOf(store, having),
});

/**
 * A page of a run's trees with their questions, and how many there are in all; `matches` sums what `having` counts in
 * all of them. Ties follow the run's order; trees
 * without a value come last either way. Reads counters only. `text` finds what indexNew has indexed.
 * Throws malformed_request on a foreign cursor.
 */
export async function listTrees(
  store: Tx,
  runId: string,
  {
    sort = "index",
    cursor,
    limit,
    ...search
  }: TreeSearch & { sort?: TreeSort | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<ListedTree> & { readonly total: number; readonly matches: number | null }> {
  const { trees, questions } = store.t;
  const wanted = treesWanted(store, runId, search);
  const rows = await store.db
    .select({ ...listed(store, search.having), sortKey: sortKeyOf(store, sort) })
    .from(trees)
    .innerJoin(questions, eq(questions.id, trees.questionId))
    .where(
      and(
        wanted,
        cursor === undefined ? undefined : behind(store, sort, decodeCursor(cursor, placeShape(sort))),
      ),
    )
    .orderBy(...orderOf(store, sort))
    .limit(limit + 1);
  const [all] = await store.db
    .select({
      total: count(),
      matches: search.having ? sumOf(countHaving(store, search.having)) : sql<null>`null`,
    })
    .from(trees)
    .where(wanted);
  const { items, nextCursor } = pageOf(rows, limit, (last) => [last.sortKey, last.position]);
  return {
    items: items.map(({ sortKey: _, ...tree }) => tree),
    nextCursor,
    total: all?.total ?? 0,
    matches: all?.matches ?? null,
  };
}

/** The trees at some places of a run, in run order; places that it does not have are left out. */
export async function treesAt(
  store: Tx,
  runId: string,
  positions: readonly number[],
  having?: Having,
): Promise<ListedTree[]> {
  const { trees, questions } = store.t;
  if (positions.length === 0) return [];
  return await store.db
    .select(listed(store, having))
    .from(trees)
    .innerJoin(questions, eq(questions.id, trees.questionId))
    .where(and(eq(trees.runId, runId), inArray(trees.position, [...positions])))
    .orderBy(asc(trees.position));
}

/** How many trees each filter would list. */
export async function countTreesByFilter(
  store: Tx,
  runId: string,
  search: Omit<TreeSearch, "filter"> = {},
): Promise<Record<TreeFilter, number>> {
  const { trees } = store.t;
  const counts = Object.fromEntries(
    treeFilters.map((name) => [
      name,
      sumOf(sql`case when ${filterOf(store, name) ?? sql`1 = 1`} then 1 else 0 end`),
    ]),
  ) as Record<TreeFilter, SQL<number>>;
  const [row] = await store.db
    .select(counts)
    .from(trees)
    .where(treesWanted(store, runId, search));
  if (!row) throw new Error("a sum without a row");
  return row;
}
