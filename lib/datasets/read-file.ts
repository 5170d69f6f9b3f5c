import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { readParquet } from "./read-parquet.ts";
import { readRows } from "./read-rows.ts";
import type { ReadRow } from "./row.ts";

const parquetMark = "PAR1";

/**
 * The rows of a question file on disk: Parquet by its first bytes, since it is read from its end, and all that readRows
 * tells apart. Throws what they throw.
 */
export async function* readFile(path: string, hint: { readonly fileName?: string }): AsyncGenerator<ReadRow> {
  if (await startsWith(path, parquetMark)) yield* readParquet(path);
  else yield* readRows(createReadStream(path), hint);
}

async function startsWith(path: string, mark: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mark.length), 0, mark.length, 0);
    return buffer.subarray(0, bytesRead).toString("latin1") === mark;
  } finally {
    await handle.close();
  }
}
