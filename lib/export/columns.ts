import type { SchemaElement } from "hyparquet";

export type PlainType = "text" | "boolean" | "float" | "integer" | "time";
/** What a column of a Parquet file holds; every value is there unless it is optional. Times are ISO 8601 in rows. */
export type ColumnType =
  | PlainType
  | { readonly optional: PlainType }
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
  time: { type: "INT64", converted_type: "TIMESTAMP_MILLIS" },
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
  if ("optional" in type) return [{ ...element, ...plain[type.optional], repetition_type: "OPTIONAL" }];
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
