import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openStore as openStoreAt } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { createRun } from "../../lib/engine/create-run.ts";
import { RunCreate } from "../../lib/http/wire/runs.ts";
import { viewTree } from "../../lib/engine/tree-view.ts";
import { getRun } from "../../db/queries/runs.ts";
import { getTree, treeIdsOfRun } from "../../db/queries/trees.ts";
import { freshPostgres, hasPostgres } from "../support/postgres.ts";
import { migrationsFolder } from "../support/stores.ts";
import { openStudio, plantQuestions } from "../support/studio.ts";

const script = path.join(import.meta.dirname, "../support/grow-until-killed.ts");
const maxConcurrency = 6;
const [questions, treeSize] = [4, 39];

/** Kills the growing process after so many more requests each time, then lets it finish. */
async function killAgainAndAgain(target: string, kills: readonly number[]): Promise<void> {
  const store = await openStoreAt(target.startsWith("postgres") ? { databaseUrl: target } : { file: target });
  await migrate(store, migrationsFolder);
  const studio = openStudio({ store });
  onTestFinished(async () => {
    await studio.close();
    await store.close();
  });
  let child: ChildProcess | null = null;
  let killAt = Infinity;
  const served = await studio.serve({
    latencyMs: () => 2 + Math.random() * 15,
    endpoint: { maxConcurrency },
    faults: (_, index) => {
      if (index + 1 >= killAt) child?.kill("SIGKILL");
      return "ok";
    },
  });
  const run = await createRun(
    store,
    RunCreate.parse({
      datasetId: await plantQuestions(store, questions),
      roles: { generator: { endpointId: served.endpoint.id, model: "test-model" } },
      siblings: "off",
      seed: 11,
    }),
  );
  const storedSeeds = async () => new Set((await studio.nodesOf(run.id)).flat().map(({ seed }) => seed));
  let said = "";
  const growOn = async () => {
    child = spawn(process.execPath, [script, target], {
      stdio: ["ignore", "pipe", "inherit"],
      cwd: path.join(import.meta.dirname, "../.."),
    });
    said = "";
    child.stdout!.on("data", (chunk) => (said += String(chunk)));
    const [code, signal] = await once(child, "close");
    return { code, signal };
  };
  for (const more of kills) {
    const before = await storedSeeds();
    const asked = served.server.requests.length;
    killAt = asked + more;
    expect(await growOn()).toMatchObject({ signal: "SIGKILL" });
    const after = await storedSeeds();
    // No row is lost, nothing stored was asked for again, and little of what was asked for is missing.
    expect([...before].filter((seed) => !after.has(seed))).toEqual([]);
    const seeds = served.server.requests.slice(asked).map(({ body }) => body["seed"]);
    expect(seeds.filter((seed) => before.has(seed as number))).toEqual([]);
    expect(seeds.filter((seed) => !after.has(seed as number)).length).toBeLessThanOrEqual(maxConcurrency);
    expect(new Set(seeds).size).toBe(seeds.length);
  }
  killAt = Infinity;
  const before = await storedSeeds();
  const asked = served.server.requests.length;
  expect(await growOn()).toEqual({ code: 0, signal: null });
  expect(JSON.parse(said)).toEqual([]);
  expect(await getRun(store, run.id)).toMatchObject({ status: "completed" });
  expect(
    served.server.requests.slice(asked).filter(({ body }) => before.has(body["seed"] as number)),
  ).toEqual([]);
  expect(served.server.requests.length).toBeLessThanOrEqual(
    questions * treeSize + kills.length * maxConcurrency,
  );
  for (const treeId of await treeIdsOfRun(store, run.id)) {
    const { status, nodes } = await viewTree(studio, treeId);
    expect([status, nodes.length, nodes.filter(({ value }) => value === null)]).toEqual([
      "completed",
      treeSize,
      [],
    ]);
    expect(await getTree(store, treeId)).toMatchObject({
      nodesDone: treeSize,
      leaves: 27,
      requests: treeSize,
    });
  }
}

describe("kill -9 of a growing server, again and again, loses no stored answer and asks for none twice", () => {
  test("on SQLite", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "malthouse-kill-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const kills = [1, 7, 12, 25, 3].map((more) => more + Math.floor(Math.random() * 5));
    await killAgainAndAgain(path.join(folder, "malthouse.db"), kills);
  }, 120_000);

  test.skipIf(!hasPostgres)(
    "on PostgreSQL",
    async () => {
      const { url, drop } = await freshPostgres();
      onTestFinished(drop);
      await killAgainAndAgain(url, [9, 31]);
    },
    120_000,
  );
});
