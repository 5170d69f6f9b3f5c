import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { openStore } from "../../db/client.ts";
import { countAttempts } from "../../db/queries/attempts.ts";
import { getRun, runsToResume } from "../../db/queries/runs.ts";
import { openPeer } from "../support/peer.ts";
import { freshPostgres, hasPostgres } from "../support/postgres.ts";
import { startEndpointServer } from "../support/endpoint-server.ts";

type Place = { readonly target: string; readonly remove: () => Promise<void> };

const places: readonly [string, boolean, () => Promise<Place>][] = [
  [
    "SQLite",
    true,
    async () => {
      const folder = await mkdtemp(path.join(tmpdir(), "malthouse-stop-"));
      return { target: path.join(folder, "malthouse.db"), remove: () => rm(folder, { recursive: true }) };
    },
  ],
  [
    "PostgreSQL",
    hasPostgres,
    async () => {
      const { url, drop } = await freshPostgres();
      return { target: url, remove: drop };
    },
  ],
];

describe.each(places)("an engine that is asked to stop, on %s", (_, isThere, make) => {
  const cleanUp: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const work of cleanUp.splice(0).reverse()) await work();
  });

  test.skipIf(!isThere)(
    "stores what comes back in time, gives back what does not, and the next one goes on at once",
    async () => {
      const { target, remove } = await make();
      cleanUp.push(remove);
      let slow = 0;
      // Of an endpoint with four places, two never answer.
      const server = await startEndpointServer({
        latencyMs: 30,
        answer: () => "Final Answer: 4",
        faults: (__, index) => {
          if (index < 12 || slow >= 2) return "ok";
          slow += 1;
          return "stall";
        },
      });
      cleanUp.push(() => server.close());
      const first = await openPeer(target);
      const served = await first.serve({ endpoint: { maxConcurrency: 4, baseUrl: server.url } });
      const run = await first.grow(served, { questions: 3, branching: 2, siblings: "off", seed: 2 });
      await first.untilTrue(run.id, () => slow >= 2);
      await first.close(500);
      const asked = server.requests.length;

      const store = await openStore(
        target.startsWith("postgres") ? { databaseUrl: target } : { file: target },
      );
      expect(await countAttempts(store, [run.id])).toEqual(new Map());
      expect(await getRun(store, run.id)).toMatchObject({ status: "growing", mayHaveBeenCharged: 2 });
      await store.close();

      const second = await openPeer(target);
      cleanUp.push(() => second.close());
      for (const { id } of await runsToResume(second.store)) await second.grower.activate(id);
      expect((await second.until(run.id, "completed", "failed", "paused")).status).toBe("completed");
      expect(server.requests.length).toBe(3 * 14 + 2);
      expect(server.requests.length).toBeGreaterThan(asked);
    },
    30_000,
  );
});
