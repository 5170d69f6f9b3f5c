import { parquetReadObjects } from "hyparquet";

/** Rows `start` to `end` (not counted in) of a Parquet file in memory; whole numbers and times as JSON has them. */
export async function parseParquetRows(bytes: Buffer, start: number, end: number): Promise<unknown[]> {
  const file = new Uint8Array(bytes).buffer;
  const rows = await parquetReadObjects({ file, rowStart: start, rowEnd: end });
  return rows.map((row) => JSON.parse(JSON.stringify(row, toJson)) as unknown);
}

const toJson = (_: string, value: unknown): unknown => (typeof value === "bigint" ? Number(value) : value);
