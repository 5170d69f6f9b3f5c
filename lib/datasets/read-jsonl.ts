import { readLines } from "../core/read-lines.ts";
import { parseJson } from "./parse-json.ts";
import { maxFileBytes, maxRowBytes, type ReadRow } from "./row.ts";

/** One JSON value a line; blank lines are skipped, a broken one is named and the rest kept. */
export async function* readJsonl(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ReadRow> {
  for await (const read of readLines(chunks, { maxLineBytes: maxRowBytes, maxFileBytes })) {
    if ("reason" in read) yield read;
    else if (read.text.trim() !== "") yield { line: read.line, ...parseJson(read.text) };
  }
}
