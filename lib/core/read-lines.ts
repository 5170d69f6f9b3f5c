import { MalthouseError } from "./errors.ts";

/** A line of a file without its end, counted from 1; or why it cannot be read. */
export type ReadLine =
  | { readonly line: number; readonly text: string }
  | { readonly line: number; readonly reason: string };

export type LineLimits = { readonly maxLineBytes: number; readonly maxFileBytes: number };

const newline = 0x0a;
const byteOrderMark = [0xef, 0xbb, 0xbf];

/**
 * The lines of UTF-8 bytes, blank ones too, in flat memory. LF and CRLF end a line, a byte-order mark is
 * dropped, a last line without an end counts. A line over `maxLineBytes`, or with bytes that are not UTF-8,
 * is given as a reason and reading goes on. Throws MalthouseError `too_large` above `maxFileBytes`.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  { maxLineBytes, maxFileBytes }: LineLimits,
): AsyncGenerator<ReadLine> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let parts: Uint8Array[] = [];
  let lineBytes = 0;
  let fileBytes = 0;
  let line = 1;

  const take = (part: Uint8Array): void => {
    lineBytes += part.length;
    if (lineBytes <= maxLineBytes) parts.push(part);
    else parts = [];
  };
  const finish = (): ReadLine => {
    const read =
      lineBytes > maxLineBytes
        ? { line, reason: tooLong(maxLineBytes) }
        : decodeLine(decoder, joinParts(parts), line);
    parts = [];
    lineBytes = 0;
    line += 1;
    return read;
  };

  for await (const chunk of chunks) {
    fileBytes += chunk.length;
    if (fileBytes > maxFileBytes)
      throw new MalthouseError(
        "too_large",
        `The file is over ${formatBytes(maxFileBytes)}. Split it and upload the parts.`,
      );
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      take(chunk.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    if (start < chunk.length) take(chunk.slice(start));
  }
  if (lineBytes > 0) yield finish();
}

function decodeLine(decoder: TextDecoder, bytes: Uint8Array, line: number): ReadLine {
  const start =
    line === 1 && byteOrderMark.every((byte, index) => bytes[index] === byte) ? byteOrderMark.length : 0;
  const end = bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length;
  try {
    return { line, text: decoder.decode(bytes.subarray(start, Math.max(start, end))) };
  } catch {
    return { line, reason: "not UTF-8: save the file as UTF-8" };
  }
}

function joinParts(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

const tooLong = (maxBytes: number): string => `longer than ${formatBytes(maxBytes)}: shorten it or remove it`;

/** "1 MB", in units of 1024, whole where it can be. */
export function formatBytes(bytes: number): string {
  const units = ["bytes", "KB", "MB", "GB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${Number((bytes / 1024 ** power).toFixed(1))} ${units[power] ?? "bytes"}`;
}
