import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { createRun, getRun } from "../../db/queries/runs.ts";
import { type Malthouse, startMalthouse } from "../../lib/engine/malthouse.ts";

const started: Malthouse[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const studio of started.splice(0)) await studio.stop();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function start(folder: string): Promise<Malthouse> {
  const studio = await startMalthouse({
    folder,
    databaseUrl: null,
    origin: "http://127.0.0.1:1",
    hasDemo: false,
    logLevel: "silent",
    firstEndpoint: null,
  });
  started.push(studio);
  return studio;
}

test("startMalthouse pauses a run that cannot be taken up, says why, and starts all the same", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-start-"));
  folders.push(folder);
  const before = await start(folder);
  const broken = await createRun(
    before.store,
    {
      name: "from another version",
      protocol: "malt",
      datasetId: null,
      status: "growing",
      waitingFor: null,
      waitingUntil: null,
      waitingReason: null,
      config: { roles: "unreadable" },
      configHash: "",
      threshold: "0.5",
      unknownLeaves: "incorrect",
      incomplete: "exclude",
      budget: null,
      seed: null,
      isSimulated: false,
      isImported: false,
      startedAt: null,
      finishedAt: null,
      nodesPerTree: 39,
    },
    [],
  );
  await before.stop();
  started.length = 0;

  const { store } = await start(folder);
  const run = await getRun(store, broken.id);
  expect(run).toMatchObject({ status: "paused", waitingFor: "user" });
  expect(run.waitingReason).toContain("without its config");
});
