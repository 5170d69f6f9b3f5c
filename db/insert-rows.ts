import type { PgTable } from "drizzle-orm/pg-core";
import type { Bound, Tx } from "./client.ts";
import { inChunks } from "./queries/in-chunks.ts";
import { listOf, rowsAtOnce } from "./parameters.ts";
import { rowPlan } from "./row-plan.ts";

/**
 * Inserts rows in statements whose text is made once: to have Drizzle build it cost a fifth of all that storing a
 * completion takes. `ending` is SQL after the values, `on conflict` or `returning`; answers what that returns.
 */
export async function insertRows<Into extends PgTable>(
  tx: Tx,
  into: Into,
  rows: readonly Into["$inferInsert"][],
  ending = "",
): Promise<readonly (readonly unknown[])[]> {
  const { table, columns } = rowPlan(into);
  const head = `insert into ${table} (${columns.map(({ name }) => name).join(", ")}) values `;
  const returned: (readonly unknown[])[] = [];
  for (const some of inChunks(rows, rowsAtOnce(tx))) {
    const values: Bound[] = [];
    for (const row of some as readonly Readonly<Record<string, unknown>>[])
      for (const { key, write } of columns) values.push(write(row[key]));
    const places = some.map(() => listOf(columns.length)).join(", ");
    for (const row of await tx.query(`${head}${places} ${ending}`, values)) returned.push(row);
  }
  return returned;
}
