import { parse } from "csv-parse/sync";
import { readLines, type ReadLine } from "../core/read-lines.ts";
import { maxFileBytes, maxRowBytes, type ReadRow } from "./row.ts";

const delimiters = [",", ";", "\t", "|"] as const;

/**
 * Records of a CSV file as objects of strings by column name; the header is the first line with text.
 * Delimiter: whichever of comma, semicolon, tab and bar the header holds most. A quoted field may hold line
 * ends. A quote that is never closed costs its own line, not the rest of the file; a record with more or
 * fewer fields than the header is rejected.
 */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ReadRow> {
  let header: { names: string[]; delimiter: string } | null = null;
  for await (const record of readRecords(chunks, () => header?.delimiter ?? null)) {
    if ("reason" in record) {
      yield record;
      continue;
    }
    if (record.text.trim() === "") continue;
    if (header) yield { line: record.line, ...toRow(record.text, header) };
    else {
      const delimiter = chooseDelimiter(record.text);
      header = { delimiter, names: splitFields(record.text, delimiter).map((name) => name.trim()) };
    }
  }
}

function toRow(
  text: string,
  { names, delimiter }: { names: string[]; delimiter: string },
): { row: unknown } | { reason: string } {
  const fields = splitFields(text, delimiter);
  if (fields.length !== names.length)
    return {
      reason: `${fields.length} fields where the header has ${names.length}: quote a field that holds "${delimiter}"`,
    };
  return { row: Object.fromEntries(names.map((name, index) => [name, fields[index] ?? ""])) };
}

function splitFields(record: string, delimiter: string): string[] {
  const [fields] = parse(record, {
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    record_delimiter: "\u0000",
  });
  return fields ?? [];
}

function chooseDelimiter(header: string): string {
  const bare = header.replace(/"(?:[^"]|"")*"/g, "");
  const count = (delimiter: string): number => bare.split(delimiter).length;
  return delimiters.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

/**
 * Joins lines while a quoted field is open; where it never closes, gives up its first line and goes on from the
 * next. Lines already searched in vain are not searched again, so hostile quotes cost linear time.
 */
async function* readRecords(
  chunks: AsyncIterable<Uint8Array>,
  delimiterNow: () => string | null,
): AsyncGenerator<ReadLine> {
  const lines = readLines(chunks, { maxLineBytes: maxRowBytes, maxFileBytes });
  let waiting: ReadLine[] = [];
  let taken = 0;
  let searchedTo = 0;
  const next = async (): Promise<ReadLine | null> => {
    const kept = waiting[taken];
    if (kept) taken += 1;
    return kept ?? (await lines.next()).value ?? null;
  };

  for (let first = await next(); first; first = await next()) {
    if ("reason" in first) {
      yield first;
      continue;
    }
    const delimiter = delimiterNow();
    let open = leavesQuoteOpen(first.text, delimiter, false);
    if (!open) {
      yield first;
      continue;
    }
    const texts = [first.text];
    const below: ReadLine[] = [];
    for (let length = first.text.length; open && length <= maxRowBytes && first.line > searchedTo;) {
      const read = await next();
      if (!read) break;
      below.push(read);
      if ("reason" in read) break;
      texts.push(read.text);
      length += read.text.length + 1;
      open = leavesQuoteOpen(read.text, delimiter, open);
    }
    if (open) {
      if (below.length > 0) {
        searchedTo = below.at(-1)?.line ?? searchedTo;
        waiting = below.concat(waiting.slice(taken));
        taken = 0;
      }
      yield { line: first.line, reason: "a quote is opened and not closed" };
    } else yield { line: first.line, text: texts.join("\n") };
  }
}

function leavesQuoteOpen(text: string, delimiter: string | null, wasOpen: boolean): boolean {
  const isDelimiter = (character: string): boolean =>
    delimiter === null ? delimiters.some((known) => known === character) : character === delimiter;
  let open = wasOpen;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    const following = text.charAt(at + 1);
    if (!open) open = at === 0 || isDelimiter(text.charAt(at - 1));
    else if (following === '"') at += 1;
    else if (following === "" || isDelimiter(following)) open = false;
  }
  return open;
}
