import { MalthouseError } from "../core/errors.ts";

/** `rowsStart`: where the first row may start, in bytes, just after the array's `[`; 0 where no array surrounds the rows. */
export type Layout =
  | { readonly kind: "jsonl" }
  | { readonly kind: "csv" }
  | { readonly kind: "json"; readonly rowsStart: number };

const foreign: readonly { readonly starts: readonly number[]; readonly advice: string }[] = [
  {
    starts: [0x50, 0x41, 0x52, 0x31],
    advice: "This is a Parquet file, which is read from a file, not from a stream.",
  },
  { starts: [0x1f, 0x8b], advice: "This is a gzip archive. Unpack it and upload the file inside." },
  {
    starts: [0x50, 0x4b, 0x03, 0x04],
    advice: "This is a zip archive (or a spreadsheet). Unpack it, or save it as CSV.",
  },
  { starts: [0xff, 0xfe], advice: "This file is UTF-16. Save it as UTF-8." },
  { starts: [0xfe, 0xff], advice: "This file is UTF-16. Save it as UTF-8." },
];

/**
 * How a question file is laid out, from its first bytes (up to 64 KB) and its name. Content wins; the name
 * decides where the first line is readable as neither. Throws MalthouseError `unsupported_media`.
 */
export function detectLayout(head: Uint8Array, fileName: string): Layout {
  for (const { starts, advice } of foreign)
    if (starts.every((byte, index) => head[index] === byte))
      throw new MalthouseError("unsupported_media", advice);
  // Latin-1 has a character a byte, so that an index in the text is an offset in the file.
  const text = new TextDecoder("latin1").decode(head);
  const start = /^(?:\xef\xbb\xbf)?\s*/.exec(text)?.[0].length ?? 0;
  const name = fileName.toLowerCase();
  if (text[start] === "[") return { kind: "json", rowsStart: start + 1 };
  if (/\.(jsonl|ndjson)$/.test(name)) return { kind: "jsonl" };
  if (text[start] !== "{") return { kind: name.endsWith(".json") ? "jsonl" : "csv" };
  const rowsStart = findDataArray(text);
  if (rowsStart > 0) return { kind: "json", rowsStart };
  const [firstLine = ""] = text.slice(start).split("\n", 1);
  return !isObject(firstLine) && isOpenObject(firstLine) ? { kind: "json", rowsStart: 0 } : { kind: "jsonl" };
}

/** Just after the `[` of the member "data" of the first object, where that is an array; else 0. */
function findDataArray(text: string): number {
  let depth = 0;
  // A text that the head cuts off takes all of the rest: without its alternative each quote in it would be tried anew.
  for (const match of text.matchAll(/"(?:[^"\\]|\\.?)*(?:"(?:\s*:\s*\[)?|$)|[{}[\]]/gs)) {
    const [token] = match;
    if (token.startsWith('"')) {
      if (!token.endsWith("[")) continue;
      if (depth === 1 && /^"data"\s*:/.test(token)) return match.index + token.length;
      depth += 1;
    } else depth += token === "{" || token === "[" ? 1 : -1;
    if (depth === 0) return 0;
  }
  return 0;
}

function isObject(line: string): boolean {
  try {
    return typeof JSON.parse(line) === "object";
  } catch {
    return false;
  }
}

/** "{" or '{ "question": "…",': an object written over several lines. */
const isOpenObject = (line: string): boolean => /^\{\s*$|^\{.*[,:[{]\s*$/.test(line);
