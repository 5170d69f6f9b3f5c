import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openStore } from "../../../db/client.ts";
import { migrate } from "../../../db/migrate.ts";
import { nodeShapes } from "../../../db/queries/nodes.ts";
import { changeRejudging, getRejudging } from "../../../db/queries/rejudgings.ts";
import { getRun } from "../../../db/queries/runs.ts";
import { startRejudging, undoRejudging } from "../../../lib/engine/rejudge/rejudge-run.ts";
import { rejudgingSettled } from "../../../lib/engine/rejudge/rejudging-tasks.ts";
import { judgeVersion } from "../../../lib/judge/version.ts";
import { freshPostgres, hasPostgres } from "../../support/postgres.ts";
import { migrationsFolder } from "../../support/stores.ts";
import { openStudio } from "../../support/studio.ts";
import { plantJudged } from "./plant-judged.ts";

const script = path.join(import.meta.dirname, "../../support/rejudge-until-killed.ts");

/** Every leaf of these was judged the wrong way round: a whole tree is all before, or all after. */
const wrongTree = { stored: [["cc", "ii"]], said: [["ii", "cc"]] };
const [trees, kills] = [12, [3, 5]];

/** Lets the work go on until so many trees are said to be rewritten, then kills it; Infinity lets it end. */
async function workUntil(target: string, count: number): Promise<void> {
  const child = spawn(process.execPath, [script, target], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += String(chunk);
    if (said.split("\n").length > count) child.kill("SIGKILL");
  });
  await once(child, "close");
}

async function killAgainAndAgain(target: string): Promise<void> {
  const store = await openStore(target.startsWith("postgres") ? { databaseUrl: target } : { file: target });
  await migrate(store, migrationsFolder);
  const studio = openStudio({ store });
  onTestFinished(async () => {
    await studio.close();
    await store.close();
  });
  const { run, treeIds } = await plantJudged(
    store,
    Array.from({ length: trees }, () => wrongTree),
  );
  const { id } = await startRejudging(studio, run.id, {});
  await rejudgingSettled(id);
  await changeRejudging(store, id, "previewed", { status: "applying", treesDone: 0, nextPosition: 0 });

  /** "before" or "after" of each tree; anything between fails. */
  const states = async (): Promise<string[]> => {
    const byTree = Map.groupBy(await nodeShapes(store, treeIds), ({ treeId }) => treeId);
    return treeIds.map((treeId) => {
      const nodes = byTree.get(treeId) ?? [];
      const of = (place: string) => nodes.find((node) => node.path === place)!;
      const state = [of("1.1.1").verdict, of("1.2.1").verdict].join(" ");
      const half = [of("1.1").valueNumerator, of("1.2").valueNumerator];
      if (state === "correct incorrect") expect(half).toEqual([1, 0]);
      else expect([state, ...half]).toEqual(["incorrect correct", 0, 1]);
      return state === "correct incorrect" ? "before" : "after";
    });
  };
  for (const count of kills) {
    await workUntil(target, count);
    const { status, treesDone } = await getRejudging(store, run.id, id);
    const after = (await states()).filter((state) => state === "after").length;
    expect(after).toBe(treesDone);
    expect(after).toBeGreaterThanOrEqual(count);
    if (status === "applying") expect((await getRun(store, run.id)).judge?.judgeVersion).toBe("0");
  }
  await workUntil(target, Infinity);
  expect((await getRejudging(store, run.id, id)).status).toBe("applied");
  expect(new Set(await states())).toEqual(new Set(["after"]));
  expect((await getRun(store, run.id)).judge?.judgeVersion).toBe(judgeVersion);
  await undoRejudging(studio, run.id, id);
  await rejudgingSettled(id);
  expect(new Set(await states())).toEqual(new Set(["before"]));
}

describe("applying with its process killed again and again leaves every tree whole, goes on, and can be taken back", () => {
  test("sqlite", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "malthouse-rejudge-"));
    await killAgainAndAgain(path.join(folder, "malthouse.db"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
  }, 60_000);

  test.skipIf(!hasPostgres)(
    "pg",
    async () => {
      const { url, drop } = await freshPostgres();
      onTestFinished(drop);
      await killAgainAndAgain(url);
    },
    60_000,
  );
});
