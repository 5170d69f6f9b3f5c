import { and, asc, desc, eq, gt, or, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { TreeSort } from "../../lib/core/tree-list.ts";
import type { Tx } from "../client.ts";
import { floatOf } from "../fragments.ts";
import type { TreeRow } from "../rows.ts";
import { type TreeSearch, treesWanted } from "./tree-filter.ts";

/** Where a tree stands in an order: its key there and its place in the run, by which ties are told. */
export type TreePlace = readonly [key: number | string, position: number];

/** What a cursor of a list in this order holds. */
export const placeShape = (sort: TreeSort): z.ZodType<TreePlace> =>
  z.tuple([isText(sort) ? z.string() : z.number(), z.int32()]);

const isText = (sort: TreeSort): boolean => /^-?(?:question|gold)$/.test(sort);

/**
 * What a list is sorted by, never null: a tree without a value stands behind every value, either way. Texts compare by
 * code point on both dialects.
 */
export function sortKeyOf(store: Tx, sort: TreeSort): SQL<number | string> {
  const { trees, questions } = store.t;
  const text = (column: SQL): SQL<string> => {
    const found = sql`(select ${column} from ${questions} where ${questions.id} = ${trees.questionId})`;
    return store.dialect === "pg" ? sql<string>`(${found} collate "C")` : sql<string>`${found}`;
  };
  const number = (key: SQL): SQL<number> => sql<number>`${key}`.mapWith(Number);
  switch (sort.replace("-", "")) {
    case "value":
      return number(sql`coalesce(${floatOf(trees)}, ${sort.startsWith("-") ? sql`-1` : sql`2`})`);
    case "pairs":
      return number(sql`${trees.pairsTotal}`);
    case "cost":
      return number(sql`${trees.costUsd}`);
    case "tokens":
      return number(sql`(${trees.promptTokens} + ${trees.completionTokens})`);
    case "unknown":
      return number(sql`${trees.unknownLeaves}`);
    case "status":
      return number(
        sql`case ${trees.status} when 'waiting' then 0 when 'growing' then 1 when 'completed' then 2 else 3 end`,
      );
    case "question":
      return text(sql`${questions.text}`);
    case "gold":
      return text(sql`${questions.gold}`);
    default:
      return number(sql`${trees.position}`);
  }
}

/** The order itself: ties follow the run's order, either way. */
export const orderOf = (store: Tx, sort: TreeSort): SQL[] => {
  const key = sortKeyOf(store, sort);
  return [sort.startsWith("-") ? desc(key) : asc(key), asc(store.t.trees.position)];
};

/** What stands behind a place in the order. */
export function behind(store: Tx, sort: TreeSort, [value, position]: TreePlace): SQL | undefined {
  const { trees } = store.t;
  // An index knows where to begin.
  if (sort === "index") return gt(trees.position, position);
  const key = sortKeyOf(store, sort);
  const at = isText(sort)
    ? sql`cast(${String(value)} as text)`
    : sql`cast(${Number(value)} as double precision)`;
  return or(
    sort.startsWith("-") ? sql`${key} < ${at}` : sql`${key} > ${at}`,
    and(sql`${key} = ${at}`, gt(trees.position, position)),
  );
}

/** The places in the run of all trees that are wanted, in order: what a long list needs before it reads a row. */
export async function orderTrees(
  store: Tx,
  runId: string,
  { sort = "index", ...search }: TreeSearch & { sort?: TreeSort | undefined },
): Promise<number[]> {
  const { trees } = store.t;
  const rows = await store.db
    .select({ position: trees.position })
    .from(trees)
    .where(treesWanted(store, runId, search))
    .orderBy(...orderOf(store, sort));
  return rows.map(({ position }) => position);
}

export type TreeNeighbours = {
  readonly previousTreeId: string | null;
  readonly nextTreeId: string | null;
  /** How many of the wanted trees stand before it, and how many there are. */
  readonly before: number;
  readonly total: number;
  /** Whether it is still one of them. */
  readonly isListed: boolean;
};

/** The trees beside one in a sorted and filtered list of its run, even where it has left the list itself. */
export async function neighboursInList(
  store: Tx,
  { id, runId }: Pick<TreeRow, "id" | "runId">,
  { sort = "index", ...search }: TreeSearch & { sort?: TreeSort | undefined },
): Promise<TreeNeighbours> {
  const { trees } = store.t;
  const wanted = treesWanted(store, runId, search);
  const rows = await store.db
    .select({ id: trees.id, isListed: sql<number>`case when ${wanted} then 1 else 0 end`.mapWith(Number) })
    .from(trees)
    .where(and(eq(trees.runId, runId), or(wanted, eq(trees.id, id))))
    .orderBy(...orderOf(store, sort));
  const at = rows.findIndex((row) => row.id === id);
  const isListed = rows[at]?.isListed === 1;
  return {
    previousTreeId: rows[at - 1]?.id ?? null,
    nextTreeId: at < 0 ? null : (rows[at + 1]?.id ?? null),
    before: Math.max(0, at),
    total: rows.length - (at >= 0 && !isListed ? 1 : 0),
    isListed,
  };
}
