import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { MalthouseError } from "../lib/core/errors.ts";
import type { Store, Tx } from "./client.ts";
import { numberParameters } from "./number-parameters.ts";
import { openWatchedSocket, type SocketPlace } from "./open-watched-socket.ts";
import * as t from "./schema.pg.ts";

/** Any constant of our own: whoever holds it migrates, the others wait. */
const migrationLock = 7_303_014_101;

function hostOf(url: string): string {
  try {
    return new URL(url).host || "the local socket";
  } catch {
    return "an address that cannot be read";
  }
}

const reasonOf = (cause: unknown): string => {
  if (cause instanceof AggregateError && cause.message === "") return cause.errors.map(reasonOf).join("; ");
  return cause instanceof Error ? cause.message : String(cause);
};

const lostConnection = /^(?:CONNECTION_|ECONNRESET$|EPIPE$|57P0)/;

function isConnectionLost(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error && "code" in cause && lostConnection.test(String(cause.code));
}

/**
 * Where the connection is lost, postgres.js ends the transaction by itself; but it would still send `rollback` for the
 * failed work, into a socket that is gone, which throws where nobody can catch it. So that work never ends.
 */
async function whileConnected<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isConnectionLost(error)) return await new Promise<never>(() => {});
    throw error;
  }
}

const never = new Promise<never>(() => {});

/** Has a transaction's handle send nothing more once the transaction is over: on a connection made anew it would be outside of one. Answers the connection. */
function guard(tx: unknown, state: { readonly isOver: boolean }): postgres.TransactionSql {
  const { session } = tx as { session: { client: postgres.TransactionSql } };
  session.client = new Proxy(session.client, {
    get(client, key) {
      if (key === "unsafe" && state.isOver) return () => Object.assign(never, { values: () => never });
      return Reflect.get(client, key) as unknown;
    },
  });
  return session.client;
}

export type PgLimits = {
  /** Milliseconds within which the server must have answered a statement: it ends a longer one itself. */
  readonly answerMs?: number;
};

const longestAnswerMs = 60_000;
/** Seconds after which a silent connection is probed, each second then; ten without an answer are its end. */
const keepAliveSeconds = 15;

/** Some poolers refuse what they do not know of a session. */
const isRefusedSetting = (error: unknown): boolean =>
  error instanceof Error && /unsupported startup parameter/.test(error.message);

/** A pool that has answered once. A statement that takes too long ends in an error, and so does a network that swallows packets. */
async function connect(url: string, answerMs: number, limitsServer = true): Promise<postgres.Sql> {
  const limits = { statement_timeout: answerMs, idle_in_transaction_session_timeout: answerMs };
  const settings = {
    max: 10,
    onnotice: () => {},
    connect_timeout: 10,
    keep_alive: keepAliveSeconds,
    // Sooner than silence is an error.
    idle_timeout: answerMs / 2000,
    ...(limitsServer && { connection: limits }),
    ...(hostsOf(url) < 2 && {
      socket: (place: SocketPlace) => openWatchedSocket(place, answerMs * 1.25),
    }),
  };
  const client = postgres(url, settings);
  try {
    await client`select 1`;
    return client;
  } catch (error) {
    await client.end({ timeout: 0 });
    if (limitsServer && isRefusedSetting(error)) return await connect(url, answerMs, false);
    throw error;
  }
}

/** postgres.js goes through several by itself, with sockets of its own. */
const hostsOf = (url: string): number => (/@([^/?]*)/.exec(url)?.[1] ?? "").split(",").length;

/**
 * PostgreSQL by postgres.js, ten connections. Throws MalthouseError not_ready when the server does not answer;
 * the message names the host, never the address with its password.
 */
export async function openPg(url: string, { answerMs = longestAnswerMs }: PgLimits = {}): Promise<Store> {
  let client: postgres.Sql;
  try {
    client = await connect(url, answerMs);
  } catch (cause) {
    throw new MalthouseError(
      "not_ready",
      `The PostgreSQL server at ${hostOf(url)} cannot be used (${reasonOf(cause)}). Check DATABASE_URL and that the server runs.`,
    );
  }

  const outside = drizzle(client);
  const asTx = (handle: Pick<typeof outside, "execute">, connection: Pick<postgres.Sql, "unsafe">): Tx => ({
    dialect: "pg",
    db: handle as unknown as Tx["db"],
    t,
    run: async (statement) => {
      await handle.execute(statement);
    },
    query: async (text, parameters) =>
      await connection.unsafe(numberParameters(text), [...parameters]).values(),
  });

  return {
    ...asTx(outside, client),
    transaction: async (work) => {
      const state = { isOver: false };
      try {
        return await outside.transaction((tx) => whileConnected(() => work(asTx(tx, guard(tx, state)))));
      } finally {
        state.isOver = true;
      }
    },
    migrate: async (folder) => {
      // A connection of its own: the lock belongs to a session, and a pool hands out any.
      const alone = postgres(url, { max: 1, onnotice: () => {} });
      try {
        await alone`select pg_advisory_lock(${migrationLock})`;
        await migrate(drizzle(alone), { migrationsFolder: folder });
      } finally {
        await alone.end();
      }
    },
    wire: {
      send: async (channel, message) => {
        await client.notify(channel, message);
      },
      listen: async (channel, onMessage, onAgain) => {
        const { unlisten } = await client.listen(channel, onMessage, onAgain);
        return unlisten;
      },
    },
    // Not longer: a connection lost within a transaction never ends by itself.
    close: () => client.end({ timeout: 1 }),
  };
}
