import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe } from "vitest";
import { openStore, type Store } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { freshPostgres, hasPostgres } from "./postgres.ts";

/** The project's migrations, wherever the tests are started from. */
export const migrationsFolder = path.join(import.meta.dirname, "../../db/migrations");

export type OpenStore = () => Promise<Store>;

/**
 * Runs a suite twice: each `open()` gives a new, migrated SQLite file, then a new, migrated PostgreSQL database; both
 * are closed and removed after the test. Where no PostgreSQL can be had its half is shown as skipped.
 */
export function describeStores(name: string, suite: (open: OpenStore) => void): void {
  describe(`${name} (sqlite)`, () => suite(cleaned(openFile)));
  describe.skipIf(!hasPostgres)(`${name} (pg)`, () => suite(cleaned(openDatabase)));
}

/** Runs a suite on new SQLite files only: for what does not depend on the database. */
export function describeFiles(name: string, suite: (open: OpenStore) => void): void {
  describe(`${name} (sqlite)`, () => suite(cleaned(openFile)));
}

/** Runs a suite on new PostgreSQL databases only: for what one writer at a time cannot meet. */
export function describeDatabases(name: string, suite: (open: OpenStore) => void): void {
  describe.skipIf(!hasPostgres)(`${name} (pg)`, () => suite(cleaned(openDatabase)));
}

/** In a file whose promises do not depend on the database: `open()` gives a new, migrated SQLite file. */
export const openFiles = (): OpenStore => cleaned(openFile);

type Opened = { readonly store: Store; readonly remove: () => Promise<void> };

function cleaned(open: () => Promise<Opened>): OpenStore {
  const opened: Opened[] = [];
  afterEach(async () => {
    for (const { store, remove } of opened.splice(0)) {
      await store.close();
      await remove();
    }
  });
  return async () => {
    const one = await open();
    opened.push(one);
    await migrate(one.store, migrationsFolder);
    return one.store;
  };
}

async function openFile(): Promise<Opened> {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-store-"));
  const store = await openStore({ file: path.join(folder, "malthouse.db") });
  return { store, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function openDatabase(): Promise<Opened> {
  const { url, drop } = await freshPostgres();
  return { store: await openStore({ databaseUrl: url }), remove: drop };
}
