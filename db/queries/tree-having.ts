import { sql, type SQL } from "drizzle-orm";
import { compare, fraction } from "../../lib/core/fraction.ts";
import type { Having } from "../../lib/core/having.ts";
import type { Tx } from "../client.ts";
import { bigintOf } from "../fragments.ts";

/** How many of what is asked for a tree has, as SQL over `trees`; 0 where it has none. From counters, not from nodes. */
export function countHaving(store: Tx, having: Having): SQL<number> {
  return sql<number>`coalesce(${countOf(store, having)}, 0)`.mapWith(Number);
}

function countOf(store: Tx, having: Having): SQL {
  const { roleCounts, trees } = store.t;
  switch (having.kind) {
    case "correction": {
      const count =
        store.dialect === "sqlite"
          ? sql`json_extract(${trees.corrections}, ${`$.${having.from}.${having.to}`})`
          : sql`cast(${trees.corrections} -> ${having.from}::text ->> ${having.to}::text as integer)`;
      return sql`(case when ${trees.status} in ('completed', 'failed') then ${count} end)`;
    }
    case "value":
      return countValues(store, having);
    default:
      return sql`(select ${roleCounts[having.kind]} from ${roleCounts} where ${roleCounts.treeId} = ${trees.id} and ${roleCounts.role} = ${having.role})`;
  }
}

/** Values are compared crosswise, so exactly. */
function countValues(store: Tx, { role, from, to }: Having & { readonly kind: "value" }): SQL {
  const { trees } = store.t;
  const isSqlite = store.dialect === "sqlite";
  const top = isSqlite ? sql`json_extract(one.value, '$[0]')` : sql`cast(one.value ->> 0 as bigint)`;
  const bottom = isSqlite ? sql`json_extract(one.value, '$[1]')` : sql`cast(one.value ->> 1 as bigint)`;
  const rows = isSqlite
    ? sql`json_each(${trees.roleValues}, ${`$.${JSON.stringify(role)}`}) as one where one.type = 'array'`
    : sql`jsonb_array_elements(${trees.roleValues} -> ${role}::text) as one(value) where jsonb_typeof(one.value) = 'array'`;
  const big = (value: number): SQL => bigintOf(BigInt(value));
  const [lowest, highest] = [from, to].map((ratio) => fraction(ratio.numerator, ratio.denominator));
  const isOne = lowest && highest && compare(lowest, highest) === 0;
  // Reading JSON row by row costs ten times what looking for the words in it does.
  const mayHold =
    isSqlite && isOne
      ? sql`instr(${trees.roleValues}, ${`[${lowest.numerator},${lowest.denominator}]`}) > 0`
      : sql`true`;
  return sql`case when ${mayHold} then (select count(*) from ${rows}
    and ${top} * ${big(from.denominator)} >= ${bottom} * ${big(from.numerator)}
    and ${top} * ${big(to.denominator)} <= ${bottom} * ${big(to.numerator)}) else 0 end`;
}
