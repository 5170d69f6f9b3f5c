import { createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";

/** `path` as in the zip, `source` the file on disk. */
export type ZipEntry = { readonly path: string; readonly source: string };

/** The zip format keeps local time from 1980 on: this moment has the same bytes in every time zone. */
const epoch = new Date(1980, 0, 1);

/**
 * Zips files in the order given, byte for byte the same for the same contents. `target` is there whole or not
 * at all: it is written beside and renamed once it is on disk. Stops with the signal's reason when aborted.
 */
export async function writeZip(
  entries: readonly ZipEntry[],
  target: string,
  signal?: AbortSignal,
): Promise<void> {
  const part = `${target}.part`;
  const zip = new ZipFile();
  const written = new AbortController();
  zip.on("error", (error: unknown) => written.abort(error));
  try {
    const stop = AbortSignal.any([written.signal, ...(signal ? [signal] : [])]);
    const done = pipeline(zip.outputStream, createWriteStream(part), { signal: stop });
    for (const { path, source } of entries)
      zip.addFile(source, path, { mtime: epoch, forceDosTimestamp: true, mode: 0o100644 });
    zip.end();
    await done;
    const handle = await open(part, "r+");
    await handle.sync();
    await handle.close();
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    // The pipeline's own word for it is AbortError, whatever the reason.
    throw written.signal.aborted ? written.signal.reason : signal?.aborted ? signal.reason : error;
  }
}
