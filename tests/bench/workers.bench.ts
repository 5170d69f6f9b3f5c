import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { openStore, type Store } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { getRun, updateRun } from "../../db/queries/runs.ts";
import { createRun } from "../../lib/engine/create-run.ts";
import { RunCreate } from "../../lib/http/wire/runs.ts";
import { freshPostgres, hasPostgres } from "../support/postgres.ts";
import { migrationsFolder } from "../support/stores.ts";
import { openStudio, plantQuestions } from "../support/studio.ts";

/**
 * The same run on PostgreSQL by one worker, by two and by four, against an endpoint that takes so many requests at once
 * and answers each after a fixed time: how close they come to what it allows, and what a tree costs in the store.
 * WORKERS (1,2,4), TREES (40), PLACES (32), LATENCY_MS (300).
 */
const counts = (process.env["WORKERS"] ?? "1,2,4").split(",").map(Number);
const trees = Number(process.env["TREES"] ?? 40);
const places = Number(process.env["PLACES"] ?? 32);
const latencyMs = Number(process.env["LATENCY_MS"] ?? 300);
const treeSize = 39;
const root = path.join(import.meta.dirname, "../..");

/** Twelve hundred characters, as a worked answer has. */
const answer = `${"The farmer collects eggs each morning, sells some and keeps the rest. ".repeat(17)}\nFinal Answer: 7`;

async function startWorker(databaseUrl: string, folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "scripts/worker.mjs"], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: databaseUrl, MALTHOUSE_DATA: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

async function sizeOf(store: Store): Promise<number> {
  const [row] = await store.db
    .select({
      bytes:
        sql<number>`(select sum(pg_total_relation_size(relid))::bigint as bytes from pg_statio_user_tables where schemaname = 'public')`.mapWith(
          Number,
        ),
    })
    .from(store.t.runs)
    .limit(1);
  return row?.bytes ?? 0;
}

/** What a process has used of the processor, where /proc tells. */
function cpuSecondsOf(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

/** How many requests are under way over time. */
function createLoad() {
  const steps: { at: number; underWay: number }[] = [];
  const last = () => steps.at(-1);
  const ms = () => (last()?.at ?? 0) - (steps[0]?.at ?? 0);
  return {
    move(by: number): void {
      steps.push({ at: performance.now(), underWay: (last()?.underWay ?? 0) + by });
    },
    ms,
    most: () => steps.reduce((most, { underWay }) => Math.max(most, underWay), 0),
    /** The mean in each tenth of the time. */
    tenths(): string[] {
      const sums = Array.from({ length: 10 }, () => 0);
      const start = steps[0]?.at ?? 0;
      const width = ms() / 10;
      for (const [index, { at, underWay }] of steps.entries()) {
        const until = steps[index + 1]?.at ?? at;
        for (let tenth = 0; tenth < 10; tenth += 1) {
          const from = start + tenth * width;
          const shared = Math.min(until, from + width) - Math.max(at, from);
          sums[tenth] = (sums[tenth] ?? 0) + underWay * Math.max(0, shared);
        }
      }
      return sums.map((sum) => (sum / width).toFixed(1));
    },
  };
}

async function measure(workers: number, folder: string): Promise<void> {
  const { url, drop } = await freshPostgres();
  const store = await openStore({ databaseUrl: url });
  await migrate(store, migrationsFolder);
  const studio = openStudio({ store });
  const load = createLoad();
  const served = await studio.serve({
    latencyMs,
    endpoint: { maxConcurrency: places },
    faults: () => {
      load.move(1);
      return "ok";
    },
    answer: () => {
      load.move(-1);
      return answer;
    },
  });
  const run = await createRun(
    store,
    RunCreate.parse({
      datasetId: await plantQuestions(store, trees),
      roles: { generator: { endpointId: served.endpoint.id, model: "test-model" } },
      siblings: "off",
    }),
  );
  const before = await sizeOf(store);
  const children = await Promise.all(Array.from({ length: workers }, () => startWorker(url, folder)));
  await updateRun(store, run.id, { status: "growing", startedAt: new Date() });
  // As the server that starts a run tells the others.
  const words = [{ about: "run", runId: run.id }];
  await store.wire?.send("malthouse", JSON.stringify({ from: "the bench", words }));
  const started = children.reduce((sum, { pid }) => sum + cpuSecondsOf(pid), 0);
  while ((await getRun(store, run.id)).status === "growing")
    await new Promise((resolve) => setTimeout(resolve, 200));
  const cpu = children.reduce((sum, { pid }) => sum + cpuSecondsOf(pid), 0) - started;
  const seconds = load.ms() / 1000;
  const completions = trees * treeSize;
  const bound = (completions * latencyMs) / places / 1000;
  console.log(
    [
      `${workers} workers`.padEnd(12),
      `${seconds.toFixed(1)} s`.padStart(8),
      `${(seconds / bound).toFixed(2)} x the bound of ${bound.toFixed(1)} s`.padStart(28),
      `${(completions / seconds).toFixed(0)} completions/s`.padStart(20),
      `under way: most ${load.most()} of ${places}, mean by tenths ${load.tenths().join(" ")}`,
      `${((cpu * 1000) / completions).toFixed(1)} ms CPU of the workers a completion`,
      `requests ${served.server.requests.length} of ${completions}`,
      `${(((await sizeOf(store)) - before) / trees / 1024).toFixed(0)} KiB a tree`,
    ].join("  "),
  );
  for (const child of children) {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  }
  await studio.close();
  await store.close();
  await drop();
}

/** Two workers, one of them killed -9: how long until the other has taken its trees. */
async function measureTakeover(folder: string): Promise<void> {
  const { url, drop } = await freshPostgres();
  const store = await openStore({ databaseUrl: url });
  await migrate(store, migrationsFolder);
  const studio = openStudio({ store });
  const served = await studio.serve({ latencyMs: 300, endpoint: { maxConcurrency: 8 } });
  const run = await createRun(
    store,
    RunCreate.parse({
      datasetId: await plantQuestions(store, 200),
      roles: { generator: { endpointId: served.endpoint.id, model: "test-model" } },
      siblings: "off",
    }),
  );
  const children = [await startWorker(url, folder)];
  await updateRun(store, run.id, { status: "growing", startedAt: new Date() });
  const leases = async (state: string) =>
    (
      await store.db
        .select({
          count: sql<number>`(select count(*) from pgboss.job where ${sql.raw(state)})`.mapWith(Number),
        })
        .from(store.t.runs)
        .limit(1)
    )[0]?.count ?? 0;
  const pause = () => new Promise((resolve) => setTimeout(resolve, 100));
  while ((await leases("state = 'active'")) === 0 || served.server.requests.length < 20) await pause();
  const held = await leases("state = 'active'");
  children[0]?.kill("SIGKILL");
  const killedAt = performance.now();
  children.push(await startWorker(url, folder));
  while ((await leases("state = 'active' and retry_count > 0")) < held) await pause();
  const seconds = (performance.now() - killedAt) / 1000;
  console.log(`kill -9 of a worker with ${held} trees: all taken over after ${seconds.toFixed(1)} s`);
  children[1]?.kill("SIGKILL");
  await studio.close();
  await store.close();
  await drop();
}

if (!hasPostgres) console.log("Not tried: name a PostgreSQL server in MALTHOUSE_TEST_DATABASE_URL.");
else {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-workers-"));
  try {
    for (const count of counts) await measure(count, folder);
    await measureTakeover(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
process.exit(0);
