import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { removeStaleUploads } from "../../lib/engine/remove-stale-uploads.ts";

test("removeStaleUploads(folder) removes what is a day old, leaves the rest, and needs no folder", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-uploads-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await removeStaleUploads(folder);
  const uploads = path.join(folder, "uploads");
  await mkdir(uploads);
  for (const name of ["old", "new"]) await writeFile(path.join(uploads, name), name);
  const longAgo = new Date(Date.now() - 25 * 60 * 60 * 1000);
  await utimes(path.join(uploads, "old"), longAgo, longAgo);
  await removeStaleUploads(folder);
  expect(await readdir(uploads)).toEqual(["new"]);
});
