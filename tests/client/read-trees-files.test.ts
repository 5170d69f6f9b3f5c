import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { readTreesFiles } from "../../lib/client/read-trees-files.ts";
import { writeZip } from "../../lib/export/write-zip.ts";

async function zipOf(texts: Readonly<Record<string, string>>): Promise<File> {
  const folder = await mkdtemp(path.join(tmpdir(), "zip-"));
  const entries = await Promise.all(
    Object.entries(texts).map(async ([name, text], index) => {
      const source = path.join(folder, String(index));
      await writeFile(source, text);
      return { path: name, source };
    }),
  );
  const target = path.join(folder, "all.zip");
  await writeZip(entries, target);
  return new File([await readFile(target)], "all.zip");
}

test("readTreesFiles(zip) gives the trees of each run in it, byte for byte", async () => {
  const long = `{"question":"é"}\n`.repeat(5000);
  const zip = await zipOf({ "README.md": "x", "data/trees_1.jsonl": long, "data/trees_2.jsonl": "{}\n" });
  const files = await readTreesFiles(zip);
  expect(files.map(({ name }) => name)).toEqual(["trees_1.jsonl", "trees_2.jsonl"]);
  expect(await files[0]?.text()).toBe(long);
  expect(await files[1]?.text()).toBe("{}\n");
});

test("readTreesFiles(file) leaves a file alone that is no zip, an empty one too", async () => {
  for (const text of ["", "{}", '{"a":1}\n']) {
    const file = new File([text], "trees.jsonl");
    expect(await readTreesFiles(file)).toEqual([file]);
  }
});

test("readTreesFiles(zip) says what to do where there are no trees, or the zip is cut off", async () => {
  const zip = await zipOf({ "data/dpo_train.jsonl": "{}\n" });
  await expect(readTreesFiles(zip)).rejects.toThrow("as Trees");
  await expect(readTreesFiles(new File([zip.slice(0, 40)], "cut.zip"))).rejects.toThrow("cut off");
});
