import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { count, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openStore } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { createEndpoint, getEndpoint, listEndpoints } from "../../db/queries/endpoints.ts";
import { describeStores, migrationsFolder } from "../support/stores.ts";

const endpoint = (name: string) => ({
  name,
  baseUrl: "http://localhost:1/v1",
  apiKey: null,
  apiKeyEnv: null,
  maxConcurrency: 4,
  requestsPerMinute: null,
  tokensPerMinute: null,
  timeoutSeconds: 60,
  prices: {},
});

describeStores("store", (open) => {
  test("transaction(work) keeps all of it or nothing, beside calls that are not part of it", async () => {
    const store = await open();
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        await createEndpoint(store, endpoint(`single ${index}`));
        return await store
          .transaction(async (tx) => {
            for (const part of ["a", "b", "c"]) await createEndpoint(tx, endpoint(`${index} ${part}`));
            if (index % 4 === 0) throw new Error("planned");
            return true;
          })
          .catch((error: Error) => error.message);
      }),
    );
    expect(outcomes.filter((outcome) => outcome === true)).toHaveLength(30);
    expect(outcomes.filter((outcome) => outcome === "planned")).toHaveLength(10);
    const names = (await listEndpoints(store)).map((row) => row.name);
    expect(names.filter((name) => name.startsWith("single"))).toHaveLength(40);
    expect(names.filter((name) => !name.startsWith("single"))).toHaveLength(90);
  });

  test("a read outside a transaction does not see what it has not committed", async () => {
    const store = await open();
    await store.transaction(async (tx) => {
      await createEndpoint(tx, endpoint("inside"));
      expect(await listEndpoints(tx)).toHaveLength(1);
      expect(await listEndpoints(store)).toHaveLength(0);
    });
    expect(await listEndpoints(store)).toHaveLength(1);
  });

  test("migrate(store) twice, and by several at once, leaves one set of tables", async () => {
    const store = await open();
    await Promise.all([migrate(store, migrationsFolder), migrate(store, migrationsFolder)]);
    const [row] = await store.db.select({ rows: count() }).from(store.t.endpoints);
    expect(row?.rows).toBe(0);
  });

  test("a row comes back as it went in: dates to the millisecond, JSON, booleans, nulls", async () => {
    const store = await open();
    const at = new Date("2026-02-28T23:59:59.987Z");
    const prices = { "a/b": { promptPerMillion: 0.15, completionPerMillion: 1e-3 }, gpu: { gpuHourUsd: 2 } };
    const stored = await createEndpoint(store, { ...endpoint("e"), prices, createdAt: at });
    expect(await getEndpoint(store, stored.id)).toEqual(stored);
    const { datasets } = store.t;
    const row = {
      id: "d",
      name: "ü – 数",
      task: "math" as const,
      sha256: "x",
      fileName: null,
      questionCount: 1,
      rejected: [{ line: 3, reason: "no answer" }],
      rejectedCount: 1,
      isSimulated: true,
      isReady: false,
      createdAt: at,
      ruleVersion: null,
      goldCheck: null,
    };
    await store.db.insert(datasets).values(row);
    const [back] = await store.db.select().from(datasets).where(eq(datasets.id, "d"));
    expect(back).toEqual(row);
  });
});

test("a write through the store from inside its own transaction throws instead of waiting for ever", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-store-"));
  const store = await openStore({ file: path.join(folder, "a.db") });
  await migrate(store, migrationsFolder);
  const refusal = await store
    .transaction(() => createEndpoint(store, endpoint("outer")))
    .catch((error: Error) => error.cause);
  expect(String(refusal)).toContain("inside a transaction use its tx");
  await createEndpoint(store, endpoint("after"));
  expect(await listEndpoints(store)).toHaveLength(1);
  await store.close();
  await rm(folder, { recursive: true });
});

test("a transaction that a full disk ends says so, and the next one goes through", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-full-"));
  const store = await openStore({ file: path.join(folder, "malthouse.db") });
  try {
    await store.run(sql`create table texts(text text)`);
    await store.run(sql`pragma max_page_count = 20`);
    const filling = store.transaction(async (tx) => {
      for (let index = 0; index < 100; index++)
        await tx.run(sql`insert into texts values (${"x".repeat(4000)})`);
    });
    await expect(filling).rejects.toMatchObject({ cause: { message: "database or disk is full" } });
    await store.transaction((tx) => tx.run(sql`insert into texts values ('small')`));
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test("openStore(file) that is no database, or has no folder, says so in one line", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-store-"));
  const file = path.join(folder, "notes.db");
  await writeFile(file, "these are my notes, not a database ".repeat(200));
  for (const bad of [file, path.join(folder, "missing", "a.db")]) {
    const error: Error & { code?: string } = await openStore({ file: bad }).then(
      () => new Error("opened"),
      (caught: Error) => caught,
    );
    expect(error.code).toBe("not_ready");
    expect(error.message).toContain(bad);
    expect(error.message).not.toContain("\n");
  }
  await rm(folder, { recursive: true });
});

test("openStore(databaseUrl) of a server that is not there names the host and never the password", async () => {
  const error: Error & { code?: string } = await openStore({
    databaseUrl: "postgres://someone:secret-word@127.0.0.1:9/none",
  }).then(
    () => new Error("opened"),
    (caught: Error) => caught,
  );
  expect(error.code).toBe("not_ready");
  expect(error.message).toContain("127.0.0.1:9");
  expect(error.message).not.toContain("secret-word");
});
