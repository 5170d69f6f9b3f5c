import { createReadStream } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { fileWriter, parquetWriteRows } from "hyparquet-writer";
import { readLines } from "../core/read-lines.ts";
import { schemaOf, type Columns, type ColumnType } from "./columns.ts";

const unlimited = { maxLineBytes: Number.POSITIVE_INFINITY, maxFileBytes: Number.POSITIVE_INFINITY };

/** Small groups, so that a viewer need not read a whole file for its first page. */
const rowsPerGroup = 1000;

/**
 * Writes rows as a Parquet file at `target`, a group of a thousand in memory at a time; equal rows give equal bytes.
 * Throws where a row lacks a column that is not optional.
 */
export async function writeParquet(
  rows: AsyncIterable<unknown>,
  target: string,
  columns: Columns,
): Promise<void> {
  await parquetWriteRows({
    writer: fileWriter(target),
    rows: toGroups(rows, columns),
    columns: Object.keys(columns).map((name) => ({ name })),
    schema: schemaOf(columns),
    rowGroupSize: rowsPerGroup,
    createdBy: "Malthouse",
  });
}

/** The rows of a file of JSON lines. */
export async function* readJsonLines(source: string): AsyncGenerator {
  for await (const read of readLines(createReadStream(source), unlimited)) {
    if ("reason" in read) throw new Error(`${source}, line ${read.line}: ${read.reason}`);
    yield JSON.parse(read.text);
  }
}

async function* toGroups(
  rows: AsyncIterable<unknown>,
  columns: Columns,
): AsyncGenerator<Record<string, unknown>> {
  let count = 0;
  for await (const row of rows) {
    yield toParquet(row, { struct: columns }) as Record<string, unknown>;
    // A group is compressed in one go: others get their turn between two.
    if (++count % rowsPerGroup === 0) await setImmediate();
  }
}

/** JSON has one kind of number and no time; Parquet's 64-bit integers are BigInt. */
function toParquet(value: unknown, type: ColumnType): unknown {
  if (type === "integer") return typeof value === "number" ? BigInt(value) : value;
  if (type === "time") return typeof value === "string" ? new Date(value) : value;
  if (typeof type === "string") return value;
  if ("optional" in type) return toParquet(value ?? undefined, type.optional);
  if ("list" in type)
    return Array.isArray(value) ? value.map((item) => toParquet(item, type.list)) : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  const fields = new Map(Object.entries(value));
  return Object.fromEntries(
    Object.entries(type.struct).map(([name, inner]) => [name, toParquet(fields.get(name), inner)]),
  );
}
