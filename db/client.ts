import type { SQL } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as pg from "./schema.pg.ts";

export type Db = PgDatabase<PgQueryResultHKT, Record<string, never>>;
export type Tables = typeof pg;
export type Dialect = "sqlite" | "pg";

/**
 * What a query needs: the handle, the tables of its dialect, and a way to run a raw statement.
 * Query functions are typed against PostgreSQL once and run on both dialects.
 */
export type Tx = {
  readonly dialect: Dialect;
  readonly db: Db;
  readonly t: Tables;
  /** Runs a statement whose result nobody reads. */
  readonly run: (statement: SQL) => Promise<void>;
  /**
   * Runs a statement as it is written, `?` for each parameter, and answers its rows: lists of values as the driver has
   * them. For what is asked with every completion; to build a statement with Drizzle takes longer than SQLite takes to run it.
   */
  readonly query: (text: string, parameters: readonly Bound[]) => Promise<readonly (readonly unknown[])[]>;
};

/** What both drivers take as a parameter. */
export type Bound = string | number | boolean | null;

/**
 * An open database. A query function given the store runs by itself; given the `tx` of `transaction` it is part
 * of that. Inside a transaction use `tx` only: on SQLite a write through the store from there throws, since it
 * would wait for itself. Never wait for a network in a transaction: SQLite has one writer.
 */
export type Store = Tx & {
  /** All of it or, when `work` throws, nothing. */
  readonly transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** Applies what is new in `folder`; safe when several processes start at once. */
  readonly migrate: (folder: string) => Promise<void>;
  /** Words between the processes on one PostgreSQL; null on SQLite, which has one process. */
  readonly wire: Wire | null;
  readonly close: () => Promise<void>;
};

/** What one process says all that listen on the channel hear, itself too; who is not listening at that moment misses it. */
export type Wire = {
  /** At most 8,000 bytes a message. */
  readonly send: (channel: string, message: string) => Promise<void>;
  /** `onAgain` is called whenever the connection stands anew: messages may have been missed. Answers how to stop. */
  readonly listen: (
    channel: string,
    onMessage: (message: string) => void,
    onAgain: () => void,
  ) => Promise<() => Promise<void>>;
};

/**
 * Opens PostgreSQL where `databaseUrl` is given, else the SQLite file (made when missing; its folder must be there).
 * Throws MalthouseError not_ready with a message of one line when it cannot be opened.
 */
export async function openStore({
  databaseUrl,
  file,
}: {
  databaseUrl?: string;
  file?: string;
}): Promise<Store> {
  if (databaseUrl) return (await import("./open-pg.ts")).openPg(databaseUrl);
  return (await import("./open-sqlite.ts")).openSqlite(file ?? "malthouse.db");
}
