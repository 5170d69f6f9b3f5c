import { sql } from "drizzle-orm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openPg } from "../../db/open-pg.ts";
import { migrate } from "../../db/migrate.ts";
import { leaseTrees } from "../../lib/engine/lease-trees.ts";
import { openTreeJobs } from "../../lib/engine/tree-jobs.ts";
import { freshPostgres, hasPostgres } from "../support/postgres.ts";
import { migrationsFolder } from "../support/stores.ts";
import { openSwallowingProxy, type SwallowingProxy } from "../support/swallowing-proxy.ts";

const answerMs = 1500;
const quiet = { info: () => {}, warn: () => {}, error: () => {} };

describe.skipIf(!hasPostgres)("a network that swallows packets (pg)", () => {
  const opened: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close();
  });

  async function openWay(): Promise<SwallowingProxy> {
    const { url, drop } = await freshPostgres();
    opened.push(drop);
    const proxy = await openSwallowingProxy(url);
    opened.push(proxy.close);
    return proxy;
  }

  test("ends a query and a transaction in an error; once it is through again so is the store", async () => {
    const proxy = await openWay();
    const store = await openPg(proxy.url, { answerMs });
    opened.push(store.close);
    await store.run(sql`create table kept (id integer)`);
    const isSwallowed = Promise.withResolvers<void>();
    const alone = isSwallowed.promise.then(() => store.run(sql`insert into kept values (1)`));
    const together = store.transaction(async (tx) => {
      await tx.run(sql`insert into kept values (2)`);
      proxy.swallow();
      isSwallowed.resolve();
      await tx.run(sql`insert into kept values (3)`);
    });
    await expect(together).rejects.toThrow();
    await expect(alone).rejects.toThrow();
    proxy.relent();
    await store.run(sql`insert into kept values (4)`);
    const rows = (await store.db.execute(sql`select id from kept`)) as { id: number }[];
    expect([...rows].map(({ id }) => id)).toEqual([4]);
  });

  test("is no reason to end a statement that the server answers late, and one too long ends on the server", async () => {
    const proxy = await openWay();
    const store = await openPg(proxy.url, { answerMs });
    opened.push(store.close);
    await store.run(sql`select pg_sleep(0.5)`);
    await expect(store.run(sql`select pg_sleep(30)`)).rejects.toMatchObject({ cause: { code: "57014" } });
  });

  test("ends a look for trees, and a look that hangs holds nobody back", async () => {
    const proxy = await openWay();
    const store = await openPg(proxy.url);
    opened.push(store.close);
    await migrate(store, migrationsFolder);
    const patient = await openTreeJobs(proxy.url, quiet);
    await patient.offer("run_1", [{ id: "tree_1", position: 0 }]);
    await patient.stop();
    const jobs = await openTreeJobs(proxy.url, quiet, { answerMs });
    opened.push(jobs.stop);
    proxy.swallow();
    const [said, ready] = [Promise.withResolvers<unknown>(), Promise.withResolvers<void>()];
    const source = leaseTrees("run_1", {
      store,
      jobs,
      log: { ...quiet, warn: said.resolve },
      mayGrow: () => true,
      mayLook: () => true,
      onReady: ready.resolve,
      onLost: () => {},
      onDone: () => {},
      patienceMs: 50,
    });
    opened.push(source.release);
    expect(source.take(() => true, 1)).toBeNull();
    expect(source.isLooking).toBe(true);
    await ready.promise;
    expect(source.isLooking).toBe(false);
    expect(await said.promise).toBeInstanceOf(Error);
    proxy.relent();
    // Other connections of its pool may have to fail first.
    const take = () => jobs.take("run_1", 1).catch(() => []);
    const [job] = await vi.waitUntil(
      async () => await take().then((found) => found.length > 0 && found),
      20_000,
    );
    expect(job).toMatchObject({ treeId: "tree_1" });
  });
});
