import type { Bound, Tx } from "./client.ts";
import { rowsAtOnce } from "./parameters.ts";
import { inChunks } from "./queries/in-chunks.ts";

type Given = {
  readonly table: string;
  /** What each of `rows` holds, in order: names of columns or of one's own, each with its SQL type. */
  readonly columns: Readonly<Record<string, "bigint" | "double precision" | "text">>;
  /** Those of them that say which row of the table is meant. */
  readonly keys: readonly string[];
  readonly rows: readonly (readonly Bound[])[];
  /** What an update sets; `given` writes a value of the row. */
  readonly set: (given: (column: string) => string) => string;
};

/**
 * Updates many rows to values of their own, in as few statements as pays: SQLite takes a plain one a row in a third less
 * time than one that joins with values; PostgreSQL takes the type of a column of values from its parameters.
 */
export async function updateRows(tx: Tx, { table, columns, keys, rows, set }: Given): Promise<void> {
  const names = Object.keys(columns);
  const update = (given: (column: string) => string) =>
    [
      `update ${table} set ${set(given)}`,
      `where ${keys.map((key) => `${table}.${key} = ${given(key)}`).join(" and ")}`,
    ] as const;
  if (tx.dialect === "sqlite") {
    const statement = update((column) => `?${names.indexOf(column) + 1}`).join(" ");
    for (const row of rows) await tx.query(statement, row);
    return;
  }
  const [head, where] = update((column) => `given.${column}`);
  const row = `(${Object.values(columns)
    .map((type) => `cast(? as ${type})`)
    .join(", ")})`;
  for (const some of inChunks(rows, rowsAtOnce(tx)))
    await tx.query(
      `with given(${names.join(", ")}) as (values ${some.map(() => row).join(", ")}) ${head} from given ${where}`,
      some.flat(),
    );
}
