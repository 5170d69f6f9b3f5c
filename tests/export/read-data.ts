import { parquetReadObjects } from "hyparquet";
import { parseLines } from "./read-zip.ts";

/** The rows of a data file of an export, JSON lines or Parquet. */
export async function readData(name: string, bytes: Buffer): Promise<Record<string, unknown>[]> {
  if (!name.endsWith(".parquet")) return name.endsWith(".jsonl") ? parseLines(bytes) : [];
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return await parquetReadObjects({ file: file as ArrayBuffer });
}
