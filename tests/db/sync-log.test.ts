import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { syncLog } from "../../db/sync-log.ts";

test("syncLog(file) rejects while there is no log, and finds it once there is one", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-log-"));
  const log = syncLog(path.join(folder, "malthouse.db"));
  try {
    await expect(log.sync()).rejects.toMatchObject({ code: "ENOENT" });
    await writeFile(path.join(folder, "malthouse.db-wal"), "frames");
    await Promise.all([log.sync(), log.sync()]);
  } finally {
    await log.close();
    await rm(folder, { recursive: true });
  }
});
