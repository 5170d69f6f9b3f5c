import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { createFolderStore } from "../../../lib/simulator/training/training-store.ts";

test("put of one record many times at once keeps the last, whole", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-training-"));
  const store = createFolderStore(folder);
  const records = Array.from({ length: 30 }, (_, at) => ({ at, text: "x".repeat((30 - at) * 5000) }));
  await Promise.all(records.map((record) => store.put("jobs", "ftjob-1", record)));
  expect(await store.all("jobs")).toEqual([records.at(-1)]);
  await rm(folder, { recursive: true });
});
