import { createReadStream } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { randomUUID } from "node:crypto";
import { getRun } from "../../db/queries/runs.ts";
import type { Malthouse } from "../engine/malthouse.ts";
import type { RunTable } from "../engine/run-tables.ts";
import { writeParquet } from "../export/write-parquet.ts";
import { attachment } from "./attachment.ts";

/**
 * A table of a run as Parquet, as it stands now: written to the data folder a group of rows at a time, then streamed and
 * removed, so that memory stays flat however large the run is. Throws `not_found`.
 */
export async function sendTable(
  { store, folder }: Pick<Malthouse, "store" | "folder">,
  runId: string,
  { name, table }: { readonly name: string; readonly table: RunTable },
): Promise<Response> {
  const run = await getRun(store, runId);
  const uploads = path.join(/* turbopackIgnore: true */ folder, "uploads");
  await mkdir(uploads, { recursive: true, mode: 0o700 });
  const file = path.join(/* turbopackIgnore: true */ uploads, `${randomUUID()}.parquet`);
  try {
    await writeParquet(table.rows(store, run), file, table.columns);
    const { size } = await stat(file);
    const stream = createReadStream(file);
    stream.on("close", () => void rm(file, { force: true }));
    return new Response(Readable.toWeb(stream) as ReadableStream, {
      headers: {
        "content-type": "application/vnd.apache.parquet",
        "content-length": String(size),
        ...attachment(name),
      },
    });
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}
