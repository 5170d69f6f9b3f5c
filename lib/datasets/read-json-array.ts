import { MalthouseError } from "../core/errors.ts";
import { formatBytes } from "../core/read-lines.ts";
import { parseJson } from "./parse-json.ts";
import { maxFileBytes, maxRowBytes, type ReadRow } from "./row.ts";

const [quote, backslash, comma, colon, lineFeed] = [0x22, 0x5c, 0x2c, 0x3a, 0x0a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];
const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === lineFeed;

/**
 * The elements of a JSON array whose `[` is byte `rowsStart - 1` of the file, or, with `rowsStart` 0, of objects
 * written one after another over many lines; each with the line it starts on, in flat memory. A broken element
 * is named; reading goes on at the next `{` that JSON would not allow inside it. What follows the array's end
 * is not read. Throws MalthouseError `too_large` above 512 MB.
 */
export async function* readJsonArray(
  chunks: AsyncIterable<Uint8Array>,
  rowsStart: number,
): AsyncGenerator<ReadRow> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  let fileBytes = 0;
  let isDone = false;
  let closers: number[] = [];
  let parts: Uint8Array[] = [];
  let rowBytes = 0;
  let rowLine = 1;
  let isInString = false;
  let isEscaped = false;
  let isTorn = false;
  let previous = comma;

  const begin = (closer: number): void => {
    closers = [closer];
    parts = [];
    rowBytes = 0;
    rowLine = line;
    isTorn = false;
  };
  const take = (part: Uint8Array): void => {
    rowBytes += part.length;
    if (rowBytes <= maxRowBytes) parts.push(part);
    else parts = [];
  };
  const finish = (): ReadRow => {
    closers = [];
    if (rowBytes > maxRowBytes)
      return { line: rowLine, reason: `longer than ${formatBytes(maxRowBytes)}: shorten it or remove it` };
    try {
      return { line: rowLine, ...parseJson(decoder.decode(Buffer.concat(parts))) };
    } catch {
      return { line: rowLine, reason: "not UTF-8: save the file as UTF-8" };
    }
  };
  /** `{` may follow a colon, an opening bracket, or a comma within an array; anywhere else a bracket was lost. */
  const isRestart = (): boolean =>
    isTorn ||
    !(
      previous === colon ||
      previous === openBracket ||
      (previous === comma && closers.at(-1) === closeBracket)
    );

  for await (const chunk of chunks) {
    fileBytes += chunk.length;
    if (fileBytes > maxFileBytes)
      throw new MalthouseError(
        "too_large",
        `The file is over ${formatBytes(maxFileBytes)}. Split it and upload the parts.`,
      );
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (byte === lineFeed) {
        line += 1;
        if (isInString) [isInString, isEscaped, isTorn] = [false, false, true];
        continue;
      }
      if (isDone || fileBytes - chunk.length + at < rowsStart) continue;
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) isInString = false;
        if (!isInString) previous = quote;
        continue;
      }
      if (isSpace(byte)) continue;
      if (byte === quote) isInString = true;
      if (closers.length === 0) {
        if (byte === openBrace || (byte === openBracket && rowsStart > 0)) {
          begin(byte === openBrace ? closeBrace : closeBracket);
          start = at;
        } else if (byte === closeBracket) isDone = rowsStart > 0;
        else if (byte !== comma && previous === comma) yield { line, reason: "not an object" };
      } else if (byte === openBrace) {
        if (isRestart()) {
          take(chunk.subarray(start, at));
          yield finish();
          begin(closeBrace);
          start = at;
        } else closers.push(closeBrace);
      } else if (byte === openBracket) closers.push(closeBracket);
      else if (byte === closeBrace || byte === closeBracket) {
        if (closers.pop() !== byte) isTorn = true;
        if (closers.length === 0) {
          take(chunk.subarray(start, at + 1));
          yield finish();
        }
      }
      previous = byte;
    }
    if (closers.length > 0) take(chunk.slice(start));
  }
  if (closers.length > 0) yield { line: rowLine, reason: "the file ends within this row: it was cut off" };
}
