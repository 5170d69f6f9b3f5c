import type { PgTable } from "drizzle-orm/pg-core";
import type { Bound, Tx } from "./client.ts";
import { listOf, padded } from "./parameters.ts";
import { rowPlan } from "./row-plan.ts";

/**
 * Some columns of the rows of a table where each column of `where` has one of its values, a thousand at most: for what is
 * read with every group that is stored, in statements whose text is made once. In no order.
 */
export async function selectRows<From extends PgTable, Key extends keyof From["$inferSelect"] & string>(
  store: Tx,
  from: From,
  keys: readonly Key[],
  where: { readonly [Column in keyof From["$inferSelect"]]?: readonly From["$inferSelect"][Column][] },
): Promise<Pick<From["$inferSelect"], Key>[]> {
  const { table, byKey } = rowPlan(from);
  const conditions: string[] = [];
  const values: Bound[] = [];
  for (const [key, some] of Object.entries(where as Readonly<Record<string, readonly unknown[]>>)) {
    const column = byKey.get(key);
    if (!column || some.length === 0) return [];
    const list = padded(some).map(column.write);
    conditions.push(`${column.name} in ${listOf(list.length)}`);
    values.push(...list);
  }
  const columns = keys.flatMap((key) => byKey.get(key) ?? []);
  const names = columns.map(({ name }) => name).join(", ");
  const rows = await store.query(`select ${names} from ${table} where ${conditions.join(" and ")}`, values);
  return rows.map((row) => {
    const read: Record<string, unknown> = {};
    for (const [index, column] of columns.entries()) read[column.key] = column.read(row[index]);
    return read as Pick<From["$inferSelect"], Key>;
  });
}
