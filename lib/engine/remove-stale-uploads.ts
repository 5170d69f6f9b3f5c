import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";

const staleMs = 24 * 60 * 60 * 1000;

/** Removes what uploads left in a data folder whose server was killed; a day old, since another one may still write. */
export async function removeStaleUploads(folder: string, nowMs: number = Date.now()): Promise<void> {
  const uploads = path.join(folder, "uploads");
  for (const name of await readdir(uploads).catch(() => [])) {
    const file = path.join(uploads, name);
    const found = await stat(file).catch(() => null);
    if (found?.isFile() && nowMs - found.mtimeMs > staleMs) await rm(file, { force: true });
  }
}
