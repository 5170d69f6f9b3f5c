import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readZipFile } from "../../lib/export/read-zip-file.ts";
import { writeZip } from "../../lib/export/write-zip.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "malthouse-zip-"));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

test("readZipFile(zip, name) gives the bytes that writeZip took, and null for a name that is not there", async () => {
  const files = {
    "README.md": Buffer.from("# Trees\n"),
    "data/über.jsonl": Buffer.from(`{"text":"${"ä".repeat(200_000)}"}\n`),
    "data/noise.bin": randomBytes(300_000),
    empty: Buffer.alloc(0),
  };
  const entries = [];
  for (const [at, [name, bytes]] of Object.entries(files).entries()) {
    const source = path.join(folder, String(at));
    await writeFile(source, bytes);
    entries.push({ path: name, source });
  }
  const zip = path.join(folder, "all.zip");
  await writeZip(entries, zip);
  for (const [name, bytes] of Object.entries(files)) {
    const read = await readZipFile(zip, name);
    expect([name, (await buffer(Readable.from(read!))).equals(bytes)]).toEqual([name, true]);
  }
  expect(await readZipFile(zip, "data")).toBeNull();
  await writeFile(zip, "no zip");
  await expect(readZipFile(zip, "empty")).rejects.toThrow("no end of a zip");
});
