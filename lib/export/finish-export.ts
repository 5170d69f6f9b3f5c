import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { makeManifest, type Manifest } from "./manifest.ts";
import type { StagedFile, Staging } from "./staging.ts";
import { writeZip } from "./write-zip.ts";

/** `files` are all that the zip holds, the manifest too, sorted by path. */
export type WrittenExport = { readonly files: readonly StagedFile[]; readonly manifest: Manifest };

/** Adds the manifest to what is staged and zips all of it to `target`. */
export async function finishExport(
  staging: Staging,
  parts: Omit<Parameters<typeof makeManifest>[0], "files">,
  { target, signal }: { readonly target: string; readonly signal?: AbortSignal | undefined },
): Promise<WrittenExport> {
  const staged = await staging.finish();
  const manifest = makeManifest({ ...parts, files: staged });
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeFile(path.join(staging.folder, "manifest.json"), text);
  const own = {
    path: "manifest.json",
    rows: null,
    bytes: Buffer.byteLength(text),
    sha256: createHash("sha256").update(text).digest("hex"),
  };
  const files = [...staged, own].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  await writeZip(
    files.map((file) => ({ path: file.path, source: path.join(staging.folder, file.path) })),
    target,
    signal,
  );
  return { files, manifest };
}
