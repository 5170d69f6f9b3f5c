import { randomBytes } from "node:crypto";
import postgres from "postgres";

const server = process.env["MALTHOUSE_TEST_DATABASE_URL"] ?? "";

/** False where no PostgreSQL can be had: tests that need one are then skipped, and the test runner says so. */
export const hasPostgres = server !== "";

/**
 * A new, empty database of its own on the server of MALTHOUSE_TEST_DATABASE_URL.
 * `drop` takes it away again, whoever is still connected. Throws where no server is named.
 */
export async function freshPostgres(): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  if (!hasPostgres)
    throw new Error("MALTHOUSE_TEST_DATABASE_URL names no server: run the tests by npm test.");
  const name = `malthouse_${randomBytes(8).toString("hex")}`;
  // template0 has no other sessions, so that several files can make a database at once.
  await administer(`create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(`drop database if exists ${name} with (force)`) };
}

async function administer(statement: string): Promise<void> {
  const sql = postgres(server, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
