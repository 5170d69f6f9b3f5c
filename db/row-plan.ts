import type { Column, Table } from "drizzle-orm";
import { getTableColumns, getTableName, SQL } from "drizzle-orm";
import type { Bound } from "./client.ts";

/** How the rows of a table go to the driver and come back, worked out once. */
export type RowPlan = {
  readonly table: string;
  readonly columns: readonly PlannedColumn[];
  readonly byKey: ReadonlyMap<string, PlannedColumn>;
};

type PlannedColumn = {
  /** As the schema's types name it, and as SQL does. */
  readonly key: string;
  readonly name: string;
  /** A value as the driver takes it; what is left out is the column's default. */
  readonly write: (value: unknown) => Bound;
  readonly read: (value: unknown) => unknown;
};

const plans = new WeakMap<Table, RowPlan>();

/** The plan of a table, made once. Its `write` throws where a default is SQL or made by a function. */
export function rowPlan(table: Table): RowPlan {
  const known = plans.get(table);
  if (known) return known;
  const columns = Object.entries(getTableColumns(table)).map(([key, column]) => planColumn(key, column));
  const plan = {
    table: `"${getTableName(table)}"`,
    columns,
    byKey: new Map(columns.map((column) => [column.key, column])),
  };
  plans.set(table, plan);
  return plan;
}

function planColumn(key: string, column: Column): PlannedColumn {
  const standIn: unknown = column.default ?? null;
  const isMadeElsewhere = standIn instanceof SQL || column.defaultFn !== undefined;
  return {
    key,
    name: `"${column.name}"`,
    write(value) {
      if (value === undefined && isMadeElsewhere)
        throw new Error(`${column.name} has a default that no plan can make`);
      const given = value === undefined ? standIn : value;
      return given === null ? null : (column.mapToDriverValue(given) as Bound);
    },
    read: (value) => (value === null ? null : column.mapFromDriverValue(value)),
  };
}
