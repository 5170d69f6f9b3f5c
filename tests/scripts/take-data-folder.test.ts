import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { lockDataFolder, markStopping, takeDataFolder } from "../../scripts/preflight/check-data-folder.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "malthouse-folder-"));
afterEach(() => rmSync(path.join(folder, "server.stopping"), { force: true }));

const held = () => {
  const lock = lockDataFolder(folder);
  if (typeof lock === "string") throw new Error(lock);
  return lock;
};

test("takeDataFolder(folder) refuses without a word of waiting while another server works there", async () => {
  const other = held();
  let waits = 0;
  expect(await takeDataFolder(folder, () => waits++)).toMatch(/in use by another/);
  expect(waits).toBe(0);
  other.release();
});

test("takeDataFolder(folder) waits for a server that is stopping, says so once, and has the folder then", async () => {
  const other = held();
  markStopping(folder);
  let waits = 0;
  const lock = await takeDataFolder(folder, () => {
    waits++;
    setTimeout(() => other.release(), 250);
  });
  expect(waits).toBe(1);
  if (typeof lock === "string") throw new Error(lock);
  expect(lockDataFolder(folder)).toMatch(/in use/);
  lock.release();
});
