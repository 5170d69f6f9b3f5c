import { sql, type SQL } from "drizzle-orm";
import type { Tx } from "../client.ts";
import { metaRows } from "./question-meta.ts";
import { type TreeSearch, treesWanted } from "./tree-filter.ts";

/** More different values than this are no groups, and a longer text is no name of one. */
const mostValues = 24;
const longestValue = 60;

export type TreeFacet = {
  readonly key: string;
  readonly values: readonly { readonly value: string; readonly count: number }[];
};

/**
 * By what a run's questions can be told apart: keys of their metadata with 2 to 24 short values, some shared by several
 * trees, and how many trees each value would leave beside the search. A key's own choice is left out of its counts, so
 * that one can add to it. Keys and values in their own order, numbers by size.
 */
export async function treeFacets(store: Tx, runId: string, search: TreeSearch): Promise<TreeFacet[]> {
  const { trees, questions } = store.t;
  const { from, key, value, isTold } = metaRows(store);
  const rows = await store.db
    .select({
      key: sql<string>`counted.name`,
      value: sql<string>`counted.value`,
      count: sql<number>`counted.wanted`.mapWith(Number),
    })
    .from(
      sql`(select ${key} as name, ${value} as value, sum(${countedBy(store, runId, search)}) as wanted,
          count(*) over (partition by ${key}) as kinds, sum(count(*)) over (partition by ${key}) as told
        from ${trees} inner join ${questions} on ${questions.id} = ${trees.questionId} cross join ${from}
        where ${trees.runId} = ${runId} and ${isTold} and length(${value}) between 1 and ${longestValue}
        group by ${key}, ${value}) as counted`,
    )
    .where(sql`counted.kinds between 2 and ${mostValues} and counted.kinds < counted.told`);
  const { compare } = new Intl.Collator("en", { numeric: true });
  return [...Map.groupBy(rows, (row) => row.key)]
    .map(([name, values]) => ({
      key: name,
      values: values
        .map((row) => ({ value: row.value, count: row.count }))
        .toSorted((a, b) => compare(a.value, b.value)),
    }))
    .toSorted((a, b) => compare(a.key, b.key));
}

/** 1 for a tree that the search wants, the choice at the key at hand left out. */
function countedBy(store: Tx, runId: string, search: TreeSearch): SQL {
  const { meta = {} } = search;
  const { key } = metaRows(store);
  const told = (wanted: TreeSearch): SQL =>
    sql`case when ${treesWanted(store, runId, wanted)} then 1 else 0 end`;
  const chosen = Object.keys(meta).filter((name) => (meta[name]?.length ?? 0) > 0);
  if (chosen.length === 0) return told(search);
  const cases = chosen.map(
    (name) => sql`when ${key} = ${name} then ${told({ ...search, meta: { ...meta, [name]: [] } })}`,
  );
  return sql`case ${sql.join(cases, sql` `)} else ${told(search)} end`;
}
