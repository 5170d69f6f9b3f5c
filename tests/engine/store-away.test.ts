import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { runTotals } from "../../db/queries/run-totals.ts";
import { getRun } from "../../db/queries/runs.ts";
import { viewRun } from "../../lib/engine/run-view.ts";
import { openPeer, type Peer } from "../support/peer.ts";
import { freshPostgres, hasPostgres } from "../support/postgres.ts";

const trees = 3;
const completions = trees * 14;

/** Grows a run whose store takes nothing from a while on, until `giveBack`; each answer is stored once, none asked for again. */
async function growThroughTrouble(
  peer: Peer,
  {
    takeAway,
    giveBack,
    looks,
  }: { takeAway: () => Promise<void>; giveBack: () => Promise<void>; looks: boolean },
): Promise<void> {
  let taking = Promise.resolve();
  const served = await peer.serve({
    endpoint: { maxConcurrency: 3 },
    faults: (_, index) => {
      if (index === 12) taking = takeAway();
      return "ok";
    },
    // Else the whole run might be asked before the store is gone.
    hold: (index) => (index >= 12 ? taking : Promise.resolve()),
  });
  const run = await peer.grow(served, { questions: trees, branching: 2, siblings: "off", seed: 4 });
  await peer.untilTrue(run.id, () => peer.grower.trouble.reason !== null);
  await taking;
  const asked = served.server.requests.length;
  if (looks) {
    const shown = await viewRun(peer, await getRun(peer.store, run.id));
    expect(shown.status).toBe("growing");
    expect(shown.waitingReason).toMatch(/^The store takes nothing \(database or disk is full\)/);
  }
  expect(asked).toBeLessThan(completions);
  expect(served.server.requests.length).toBeLessThanOrEqual(asked + 3);
  await giveBack();
  expect((await peer.until(run.id, "completed", "failed", "paused")).status).toBe("completed");
  const seeds = served.server.requests.map(({ body }) => body["seed"]);
  expect([seeds.length, new Set(seeds).size]).toEqual([completions, completions]);
  expect(await runTotals(peer.store, run.id)).toMatchObject({
    nodesDone: completions,
    requests: completions,
    retries: 0,
  });
  expect((await getRun(peer.store, run.id)).mayHaveBeenCharged).toBe(0);
}

test("a full disk holds what was paid for in memory, says so, and goes on once there is room", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-full-"));
  const peer = await openPeer(path.join(folder, "malthouse.db"));
  onTestFinished(async () => {
    await peer.close();
    await rm(folder, { recursive: true });
  });
  await growThroughTrouble(peer, {
    // No larger than it is now: the next page cannot be had.
    takeAway: () => peer.store.run(sql`pragma max_page_count = 1`),
    giveBack: () => peer.store.run(sql`pragma max_page_count = 1000000`),
    looks: true,
  });
}, 60_000);

test.skipIf(!hasPostgres)(
  "a PostgreSQL that is away for a while costs no answer, and each is counted once",
  async () => {
    const { url, drop } = await freshPostgres();
    const name = new URL(url).pathname.slice(1);
    const admin = postgres(process.env["MALTHOUSE_TEST_DATABASE_URL"] ?? "", { max: 1, onnotice: () => {} });
    const peer = await openPeer(url);
    onTestFinished(async () => {
      await peer.close();
      await admin.end();
      await drop();
    });
    await growThroughTrouble(peer, {
      takeAway: async () => {
        await admin.unsafe(`alter database ${name} with allow_connections false`);
        await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
      },
      giveBack: async () => void (await admin.unsafe(`alter database ${name} with allow_connections true`)),
      looks: false,
    });
  },
  60_000,
);
