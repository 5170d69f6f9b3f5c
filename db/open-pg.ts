import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { MalthouseError } from "../lib/core/errors.ts";
import type { Store, Tx } from "./client.ts";
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

/**
 * PostgreSQL by postgres.js, ten connections. Throws MalthouseError not_ready when the server does not answer;
 * the message names the host, never the address with its password.
 */
export async function openPg(url: string): Promise<Store> {
  let client: ReturnType<typeof postgres>;
  try {
    client = postgres(url, { max: 10, onnotice: () => {}, connect_timeout: 10 });
    await client`select 1`;
  } catch (cause) {
    throw new MalthouseError(
      "not_ready",
      `The PostgreSQL server at ${hostOf(url)} cannot be used (${reasonOf(cause)}). Check DATABASE_URL and that the server runs.`,
    );
  }

  const outside = drizzle(client);
  const asTx = (handle: Pick<typeof outside, "execute">): Tx => ({
    dialect: "pg",
    db: handle as unknown as Tx["db"],
    t,
    run: async (statement) => {
      await handle.execute(statement);
    },
  });

  return {
    ...asTx(outside),
    transaction: (work) => outside.transaction((tx) => work(asTx(tx))),
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
    close: () => client.end({ timeout: 5 }),
  };
}
