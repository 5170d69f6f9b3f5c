import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import {
  asyncBufferFromFile,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
} from "hyparquet";
import { MalthouseError } from "../core/errors.ts";
import { formatBytes } from "../core/read-lines.ts";
import { maxFileBytes, maxRowBytes, type ReadRow } from "./row.ts";

/** Rows decoded at a time. */
const rowsPerRead = 500;

/** Node has what Parquet files are packed with; a block that unpacks to more than it says is refused. */
const compressors: Compressors = {
  GZIP: (input, length) => gunzipSync(input, { maxOutputLength: length }),
  BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: length }),
  ZSTD: (input, length) => zstdDecompressSync(input, { maxOutputLength: length }),
};

/**
 * The rows of a Parquet file as objects by column name; `line` is the row's number, from 1. Whole numbers that a double
 * holds are numbers, others text; times are ISO 8601; bytes that are no text are left out. Throws MalthouseError
 * `too_large` where a group of rows unpacks to more than 512 MB, `unsupported_media` for a file that is damaged or
 * packed in a way that cannot be read.
 */
export async function* readParquet(path: string): AsyncGenerator<ReadRow> {
  const file = await asyncBufferFromFile(path);
  const metadata = await orDamaged(parquetMetadataAsync(file));
  refuseLargeGroups(metadata);
  const rows = Number(metadata.num_rows);
  for (let rowStart = 0; rowStart < rows; rowStart += rowsPerRead) {
    const rowEnd = Math.min(rowStart + rowsPerRead, rows);
    const read = await orDamaged(
      parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors, geoparquet: false }),
    );
    for (const [index, row] of read.entries()) {
      const line = rowStart + index + 1;
      const plain = toPlain(row);
      yield JSON.stringify(plain).length > maxRowBytes
        ? { line, reason: `over ${formatBytes(maxRowBytes)}: shorten it` }
        : { line, row: plain };
    }
  }
}

function refuseLargeGroups({ row_groups: groups }: FileMetaData): void {
  const largest = Math.max(0, ...groups.map((group) => Number(group.total_byte_size)));
  if (largest > maxFileBytes)
    throw new MalthouseError(
      "too_large",
      `A group of rows in this Parquet file unpacks to ${formatBytes(largest)}, more than ${formatBytes(maxFileBytes)}. Write it with smaller row groups.`,
    );
}

async function orDamaged<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw new MalthouseError(
      "unsupported_media",
      `This Parquet file cannot be read: ${error instanceof Error ? error.message : "it is damaged"}. Write it anew, or convert it to JSONL.`,
      { cause: error },
    );
  }
}

function toPlain(value: unknown): unknown {
  if (typeof value === "bigint")
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return undefined;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as unknown[], toPlain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toPlain(inner)]));
}
