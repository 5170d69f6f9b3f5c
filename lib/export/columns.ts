import type { SchemaElement } from "hyparquet";

/** What a column of a Parquet file holds; every value is there, so that all rows have one type. */
export type ColumnType =
  | "text"
  | "boolean"
  | "float"
  | "integer"
  | { readonly list: ColumnType }
  | { readonly struct: Columns };
export type Columns = { readonly [name: string]: ColumnType };

/** Chat messages as trainers read them. */
export const messageList: ColumnType = { list: { struct: { role: "text", content: "text" } } };

const plain = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  boolean: { type: "BOOLEAN" },
  float: { type: "DOUBLE" },
  integer: { type: "INT64" },
} as const satisfies Record<string, Partial<SchemaElement>>;

/** The columns as a Parquet schema, depth first, lists in the three levels that all readers know. */
export function schemaOf(columns: Columns): SchemaElement[] {
  const entries = Object.entries(columns);
  return [
    { name: "schema", num_children: entries.length },
    ...entries.flatMap(([name, type]) => elementsOf(name, type)),
  ];
}

function elementsOf(name: string, type: ColumnType): SchemaElement[] {
  const element: SchemaElement = { name, repetition_type: "REQUIRED" };
  if (typeof type === "string") return [{ ...element, ...plain[type] }];
  if ("list" in type)
    return [
      { ...element, num_children: 1, converted_type: "LIST" },
      { name: "list", repetition_type: "REPEATED", num_children: 1 },
      ...elementsOf("element", type.list),
    ];
  const fields = Object.entries(type.struct);
  return [
    { ...element, num_children: fields.length },
    ...fields.flatMap(([field, inner]) => elementsOf(field, inner)),
  ];
}
