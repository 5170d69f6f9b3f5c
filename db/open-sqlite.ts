import { AsyncLocalStorage } from "node:async_hooks";
import type { DatabaseSync } from "node:sqlite";
import { drizzle, type AsyncRemoteCallback } from "drizzle-orm/sqlite-proxy";
import { migrate } from "drizzle-orm/sqlite-proxy/migrator";
import { MalthouseError } from "../lib/core/errors.ts";
import { checkpointBeside } from "./checkpoint-beside.ts";
import type { Bound, Store, Tables, Tx } from "./client.ts";
import { syncLog } from "./sync-log.ts";
import { readBeside } from "./read-beside.ts";
import { runStatements } from "./run-statements.ts";
import * as tables from "./schema.sqlite.ts";

/** A driver that never yields starves timers and sockets: give the event loop a turn after this much work. */
const breathAfterMs = 2;

async function connect(file: string, extraPragmas: string): Promise<DatabaseSync> {
  const { DatabaseSync } = await import("node:sqlite");
  const connection = new DatabaseSync(file, { timeout: 5000 });
  connection.exec(
    `pragma journal_mode=WAL; pragma synchronous=FULL; pragma foreign_keys=ON; pragma cache_size=-32000; ${extraPragmas}`,
  );
  return connection;
}

/** Pages of the log after which the connection that writes moves them itself: where the thread for it cannot keep up. */
const mostLogPages = 8000;

type Disk = {
  /** Resolves once what is committed is on the disk. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Takes all waits for the disk out of a connection: with synchronous NORMAL a commit writes the log and does not wait,
 * and what FULL does besides is `settle`, before anybody is told. Null where the file keeps no such log (a network drive
 * may not): commits go on waiting there.
 */
function waitBeside(writer: DatabaseSync): Disk | null {
  const file = writer.location();
  if (file === null || writer.prepare("pragma journal_mode").get()?.["journal_mode"] !== "wal") return null;
  writer.exec(`pragma synchronous=NORMAL; pragma wal_autocheckpoint=${mostLogPages}`);
  const log = syncLog(file);
  const checkpoints = checkpointBeside(file);
  return {
    async settle() {
      await log.sync();
      checkpoints.note();
    },
    async close() {
      await log.close();
      await checkpoints.close();
    },
  };
}

/** Milliseconds after which a statement that reads is slow. */
const slowMs = 30;
const slowKept = 500;

/** Statements on one connection; those that took longer than `slowMs` are added to `slow`. */
function executorOf(
  connection: DatabaseSync,
  breathe: () => Promise<void>,
  slow?: Set<string>,
): AsyncRemoteCallback {
  const run = runStatements(connection);
  return async (query, params, method) => {
    await breathe();
    const startedAt = performance.now();
    const rows = run(query, params, method);
    if (slow && performance.now() - startedAt > slowMs && slow.size < slowKept) slow.add(query);
    // A `get` without a row answers undefined, which the proxy takes for "no row".
    return { rows: rows as unknown[] };
  };
}

/**
 * SQLite by Node's own driver: one connection that writes, one call or transaction at a time, one that reads
 * beside it, and one in a thread for what was slow to read. WAL, and no transaction is acknowledged before it is on the disk: it survives kill -9 and a power cut.
 * Throws MalthouseError not_ready when the file cannot be opened.
 */
export async function openSqlite(file: string): Promise<Store> {
  let writer: DatabaseSync;
  let reader: DatabaseSync;
  try {
    writer = await connect(file, "");
    reader = await connect(file, "pragma query_only=ON");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MalthouseError(
      "not_ready",
      `The database file ${file} cannot be opened (${reason}). Check that its folder is there, may be written to, and that the file is an SQLite database.`,
      { cause },
    );
  }

  let lastBreath = 0;
  const breathe = async () => {
    if (performance.now() - lastBreath <= breathAfterMs) return;
    await new Promise((resolve) => setImmediate(resolve));
    lastBreath = performance.now();
  };
  const disk = waitBeside(writer);
  const onWriter = executorOf(writer, breathe);
  // What was slow once is asked from a thread from then on: nobody else waits for it again.
  const slow = new Set<string>();
  const aside = readBeside(writer.location() ?? file);
  const onReader = executorOf(reader, breathe, slow);

  const scope = new AsyncLocalStorage<{ isOpen: boolean }>();
  let tail: Promise<unknown> = Promise.resolve();
  /**
   * The writer lane: without it statements of others would slip into an open transaction and be rolled back with it.
   * The next one begins while this one waits for the disk; nobody hears of either before it is there.
   */
  function inLane<T>(work: () => Promise<T>): Promise<T> {
    if (scope.getStore()?.isOpen) {
      return Promise.reject(
        new Error("inside a transaction use its tx, not the store: the store would wait for itself"),
      );
    }
    const mine = { isOpen: true };
    const turn = tail
      .then(() => scope.run(mine, work))
      .finally(() => {
        mine.isOpen = false;
      });
    tail = turn.catch(() => {});
    if (!disk) return turn;
    return turn.then(async (result) => {
      await disk.settle();
      return result;
    });
  }

  const inside = drizzle(onWriter);
  const asOutside: AsyncRemoteCallback = async (query, params, method) => {
    if (!/^\s*select\b/i.test(query)) return await inLane(() => onWriter(query, params, method));
    if (!slow.has(query)) return await onReader(query, params, method);
    const rows = await aside.read(query, params, method).catch(() => null);
    // Refused there, it is refused here with the same words; and where no thread can be had, it is read here.
    return rows === null ? await onReader(query, params, method) : { rows: rows as unknown[] };
  };
  const outside = drizzle(asOutside);
  // The two schemas are equal in names and types (schema-equality.ts), so the PostgreSQL types describe both.
  const t = tables as unknown as Tables;
  const asTx = (handle: typeof inside, call: AsyncRemoteCallback): Tx => ({
    dialect: "sqlite",
    db: handle as unknown as Tx["db"],
    t,
    run: async (statement) => {
      await handle.run(statement);
    },
    query: async (text, parameters) => (await call(text, parameters as Bound[], "all")).rows,
  });

  const insideTx = asTx(inside, onWriter);

  return {
    ...asTx(outside, asOutside),
    transaction: (work) =>
      inLane(async () => {
        writer.exec("begin immediate");
        try {
          const result = await work(insideTx);
          writer.exec("commit");
          return result;
        } catch (error) {
          // A full disk ends the transaction by itself; to roll back then is an error that would hide the reason.
          if (writer.isTransaction) writer.exec("rollback");
          throw error;
        }
      }),
    migrate: (folder) =>
      inLane(async () => {
        // Off before `begin`: inside a transaction it is a no-op, and a rebuilt table would take all child rows along.
        writer.exec("pragma foreign_keys=OFF");
        try {
          writer.exec("begin immediate");
          await migrate(
            inside,
            async (queries) => {
              for (const query of queries) writer.exec(query);
            },
            { migrationsFolder: folder },
          );
          const broken = writer.prepare("pragma foreign_key_check").all();
          if (broken.length > 0) throw new Error(`a migration broke ${broken.length} references`);
          writer.exec("commit");
          // This connection keeps the planner's statistics it knew before, unless told to look again.
          writer.exec("analyze sqlite_schema");
        } catch (error) {
          if (writer.isTransaction) writer.exec("rollback");
          throw error;
        } finally {
          writer.exec("pragma foreign_keys=ON");
        }
      }),
    wire: null,
    close: async () => {
      await tail;
      await disk?.close();
      await aside.close();
      if (reader.isOpen) reader.close();
      if (writer.isOpen) writer.close();
    },
  };
}
