import { mkdtemp, readdir, readFile, rm, stat, writeFile, chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MalthouseError } from "../../lib/core/errors.ts";
import { openSecretBox } from "../../lib/engine/secret-box.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "secret-box-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test("open(seal(text)) gives the text back, in another process too", async () => {
  const sealed = (await openSecretBox(folder)).seal("sk-ключ-🔑");
  expect(sealed).not.toContain("sk-");
  expect((await openSecretBox(folder)).open(sealed)).toBe("sk-ключ-🔑");
});

test("the key file is for its owner alone, and is made so again", async () => {
  await openSecretBox(folder);
  const path = join(folder, "secrets.key");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await chmod(path, 0o644);
  await openSecretBox(folder);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["secrets.key"]);
});

test("the same text sealed twice looks different", async () => {
  const box = await openSecretBox(folder);
  expect(box.seal("a")).not.toBe(box.seal("a"));
});

test("many that start at once agree on one key", async () => {
  const boxes = await Promise.all(Array.from({ length: 16 }, () => openSecretBox(folder)));
  const sealed = boxes[0]!.seal("x");
  expect(boxes.map((box) => box.open(sealed))).toEqual(Array.from({ length: 16 }, () => "x"));
});

test("another key file is told apart from a changed text", async () => {
  const sealed = (await openSecretBox(folder)).seal("x");
  await rm(join(folder, "secrets.key"));
  const other = await openSecretBox(folder);
  expect(() => other.open(sealed)).toThrow(/stored with another .*secrets\.key/);
  const own = other.seal("x");
  const last = own.at(-1) === "A" ? "Q" : "A";
  expect(() => other.open(own.slice(0, -1) + last)).toThrow(/damaged/);
  expect(() => other.open("plain")).toThrow(MalthouseError);
});

test("a file that is not a key is left as it is", async () => {
  const path = join(folder, "secrets.key");
  await writeFile(path, "short");
  await expect(openSecretBox(folder)).rejects.toThrow(/5 bytes/);
  expect(await readFile(path, "utf8")).toBe("short");
});
