import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { attachment } from "./attachment.ts";

export type SentFile = {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly type: string;
  /** What a browser saves it as. */
  readonly name: string;
  /** Names these very bytes, quotes left out; a download goes on only where it is still the same. */
  readonly tag: string;
};

/**
 * A file as a stream, whole or the part that `Range` asks for (RFC 9110, section 14: one range of bytes), so that a broken
 * download goes on where it stopped. Other ranges are answered with the whole, and one beyond the end with 416.
 */
export function sendFile(request: Request, file: SentFile): Response {
  const tag = `"${file.tag}"`;
  const headers = {
    "content-type": file.type,
    ...attachment(file.name),
    "accept-ranges": "bytes",
    etag: tag,
  };
  const condition = request.headers.get("if-range");
  const range =
    condition === null || condition === tag ? rangeOf(request.headers.get("range"), file.size) : null;
  if (range === "beyond") {
    const detail = `The file has ${file.size} bytes. Ask for a part that it has.`;
    return new Response(
      JSON.stringify({ type: "about:blank#range", title: "Range not satisfiable", status: 416, detail }),
      {
        status: 416,
        headers: { "content-type": "application/problem+json", "content-range": `bytes */${file.size}` },
      },
    );
  }
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  const body =
    file.size === 0 ? null : (Readable.toWeb(createReadStream(file.path, { start, end })) as ReadableStream);
  return new Response(body, {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      "content-length": String(file.size === 0 ? 0 : end - start + 1),
      ...(range && { "content-range": `bytes ${start}-${end}/${file.size}` }),
    },
  });
}

/** The bytes asked for, both ends counted in; null for the whole file, where the header is missing or not understood. */
function rangeOf(header: string | null, size: number): { start: number; end: number } | "beyond" | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return null;
  const [first, last] = [match[1] ?? "", match[2] ?? ""].map((digits) =>
    digits === "" ? null : Number(digits),
  );
  if (first === null || first === undefined)
    return last === 0 || size === 0 ? "beyond" : { start: Math.max(0, size - (last ?? 0)), end: size - 1 };
  if (first >= size) return "beyond";
  const end = Math.min(last ?? size - 1, size - 1);
  return end < first ? null : { start: first, end };
}
