import { buffer } from "node:stream/consumers";
import { Readable } from "node:stream";
import { getExport } from "../../../db/queries/exports.ts";
import { MalthouseError } from "../../core/errors.ts";
import { parseParquetRows } from "../../export/parse-parquet-rows.ts";
import { readZipFile } from "../../export/read-zip-file.ts";
import type { ExportRow } from "../../http/wire/export-rows.ts";
import { findExportFile } from "../find-export-file.ts";
import type { Malthouse } from "../malthouse.ts";
import { openLines, openProvenance } from "./open-provenance.ts";
import { viewPlace } from "./view-place.ts";

/** A packed file is unpacked in memory to be read from its middle; larger ones are not. */
const mostParquetBytes = 64 * 1024 * 1024;

type Wanted = {
  readonly file: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly signal?: AbortSignal;
};

/**
 * A page of the rows of one data file of a finished export, each with where it comes from. Throws what findExportFile
 * throws, `not_found` for a file without rows, `malformed_request` on a foreign cursor.
 */
export async function listExportRows(
  parts: Pick<Malthouse, "store" | "folder">,
  exportId: string,
  { file, cursor, limit, signal }: Wanted,
): Promise<{ items: ExportRow[]; nextCursor: string | null }> {
  const zip = (await findExportFile(parts, exportId)).path;
  const { files } = await getExport(parts.store, exportId);
  const known = files.find(({ path, rows }) => path === file && path.startsWith("data/") && rows !== null);
  if (!known) throw new MalthouseError("not_found", `This export has no rows in ${file}.`);
  const from = readCursor(cursor);
  const places = [];
  for await (const place of openProvenance(zip, signal)) {
    if (place.file !== file || place.row < from) continue;
    places.push(place);
    if (places.length > limit) break;
  }
  const shown = places.slice(0, limit);
  const contents =
    shown.length === 0 || shown[0]?.kind === "trees"
      ? []
      : await readContents(zip, known, [from, from + shown.length], signal);
  return {
    items: shown.map((place, at) => ({ place: viewPlace(place), content: contents[at] ?? null })),
    nextCursor: places.length > limit ? String(from + limit) : null,
  };
}

function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,12}$/.test(cursor))
    throw new MalthouseError("malformed_request", "This cursor is not of this list. Ask without one.");
  return Number(cursor);
}

async function readContents(
  zip: string,
  file: { readonly path: string; readonly bytes: number },
  [start, end]: readonly [number, number],
  signal?: AbortSignal,
): Promise<unknown[]> {
  if (file.path.endsWith(".parquet")) {
    if (file.bytes > mostParquetBytes) return [];
    const bytes = await readZipFile(zip, file.path);
    return bytes === null ? [] : await parseParquetRows(await buffer(Readable.from(bytes)), start, end);
  }
  const rows: unknown[] = [];
  let at = 0;
  for await (const line of openLines(zip, file.path, signal)) {
    if (at >= start) rows.push(JSON.parse(line));
    if (++at >= end) break;
  }
  return rows;
}
