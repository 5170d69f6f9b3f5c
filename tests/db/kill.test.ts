import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { nodesOfTree } from "../../db/queries/nodes.ts";
import { getTree } from "../../db/queries/trees.ts";
import { migrationsFolder } from "../support/stores.ts";
import { storeRun } from "./stored-run.ts";

const acknowledgedBeforeKill = 150;
const script = path.join(import.meta.dirname, "write-until-killed.ts");

/** Lets a writer go on until it has acknowledged so many nodes, then kills it; returns what it acknowledged. */
async function writeAndKill(...args: string[]): Promise<string[]> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += String(chunk);
    if (said.split("\n").length > acknowledgedBeforeKill) child.kill("SIGKILL");
  });
  await once(child, "close");
  return said.split("\n").slice(0, -1);
}

test("kill -9 of two writing processes at once, again and again, loses no acknowledged node and tears no group", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-kill-"));
  const file = path.join(folder, "malthouse.db");
  const store = await openStore({ file });
  await migrate(store, migrationsFolder);
  const { run, treeIds } = await storeRun(store);
  const treeId = treeIds[0]!;
  const acknowledged: string[] = [];
  for (let round = 1; round <= 6; round += 2) {
    const both = await Promise.all(
      [round, round + 1].map((branch) => writeAndKill(file, run.id, treeId, String(branch))),
    );
    acknowledged.push(...both.flat());
    const stored = (await nodesOfTree(store, treeId)).map((node) => node.path);
    const here = new Set(stored);
    expect(acknowledged.filter((place) => !here.has(place))).toEqual([]);
    const groups = Map.groupBy(stored, (place) => place.split(".").slice(0, -1).join("."));
    expect([...groups.values()].filter((group) => group.length !== 3)).toEqual([]);
    expect(await getTree(store, treeId)).toMatchObject({
      nodesDone: stored.length,
      requests: stored.length / 3,
    });
  }
  expect(acknowledged.length).toBeGreaterThan(6 * acknowledgedBeforeKill - 6);
  await store.close();
  await rm(folder, { recursive: true });
}, 60_000);
