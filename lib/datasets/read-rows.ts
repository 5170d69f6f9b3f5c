import { detectLayout } from "./detect-layout.ts";
import { readCsv } from "./read-csv.ts";
import { readJsonArray } from "./read-json-array.ts";
import { readJsonl } from "./read-jsonl.ts";
import type { ReadRow } from "./row.ts";

/**
 * The rows of a question file, told by its content and then by its name: JSONL, a JSON array, an object with
 * the array under "data", or CSV; UTF-8, with or without a byte-order mark, LF or CRLF. A row over 1 MB or
 * that cannot be read is given with its line (from 1) and a reason, and the rest is kept; blank lines are
 * skipped. Throws MalthouseError `too_large` above 512 MB, `unsupported_media` for archives, UTF-16 and
 * Parquet, which is read from its end (readFile).
 */
export async function* readRows(
  chunks: AsyncIterable<Uint8Array>,
  { fileName }: { readonly fileName?: string },
): AsyncGenerator<ReadRow> {
  const { head, whole } = await peek(chunks);
  const layout = detectLayout(head, fileName ?? "");
  if (layout.kind === "jsonl") yield* readJsonl(whole);
  else if (layout.kind === "csv") yield* readCsv(whole);
  else yield* readJsonArray(whole, layout.rowsStart);
}

const headBytes = 64 * 1024;

/** The first 64 KB, and the stream with them put back. */
async function peek(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; whole: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let length = 0;
  while (length < headBytes) {
    const next = await iterator.next();
    if (next.done) break;
    read.push(next.value.slice());
    length += next.value.length;
  }
  async function* rejoin(): AsyncGenerator<Uint8Array> {
    try {
      yield* read;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head: Buffer.concat(read).subarray(0, headBytes), whole: rejoin() };
}
