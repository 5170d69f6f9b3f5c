import type { Bound, Tx } from "./client.ts";
import { rowsAtOnce } from "./parameters.ts";
import { inChunks } from "./queries/in-chunks.ts";

/**
 * Runs a statement that reads `rows` as a table `given`: an update of many rows to values of their own. `columns`: its
 * columns, each with its SQL type, for PostgreSQL takes the type of a VALUES column from its parameters.
 */
export async function withRows(
  tx: Tx,
  columns: Readonly<Record<string, "bigint" | "double precision" | "text">>,
  rows: readonly (readonly Bound[])[],
  statement: string,
): Promise<void> {
  const row = `(${Object.values(columns)
    .map((type) => `cast(? as ${type})`)
    .join(", ")})`;
  const names = Object.keys(columns).join(", ");
  for (const some of inChunks(rows, rowsAtOnce(tx)))
    await tx.query(
      `with given(${names}) as (values ${some.map(() => row).join(", ")}) ${statement}`,
      some.flat(),
    );
}
