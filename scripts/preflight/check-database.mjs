/**
 * Reads DATABASE_URL.
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ url: URL | null, problems: string[] }} url null: none given, the store is a SQLite file
 */
export function readDatabaseUrl(env) {
  const written = env["DATABASE_URL"] ?? "";
  if (written === "") return { url: null, problems: [] };
  const url = URL.canParse(written) ? new URL(written) : null;
  if (url !== null && /^postgres(ql)?:$/.test(url.protocol)) return { url, problems: [] };
  // The value may hold a password, so it is not repeated.
  const problem =
    "DATABASE_URL is no PostgreSQL address. It looks like postgresql://user:password@host:5432/database; leave it out to keep everything in a SQLite file.";
  return { url: null, problems: [problem] };
}

/**
 * Logs in once.
 * @param {URL} url
 * @returns {Promise<string[]>} problems, without the password
 */
export async function checkDatabase(url) {
  const { default: postgres } = await import("postgres");
  const sql = postgres(url.href, { max: 1, connect_timeout: 5, idle_timeout: 1, onnotice: () => {} });
  try {
    const [row] = await sql`select current_setting('server_encoding') as encoding`;
    if (row?.["encoding"] === "UTF8") return [];
    return [
      `The database at ${describe(url)} stores text as ${row?.["encoding"]}. Malthouse needs one made with: createdb --encoding UTF8`,
    ];
  } catch (error) {
    return [describeDatabaseError(error, url)];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** @param {URL} url */
function describe(url) {
  const place = `${url.hostname || "localhost"}:${url.port || "5432"}${url.pathname}`;
  return url.username === "" ? place : `${place} (user ${decodeURIComponent(url.username)})`;
}

/**
 * One line for a database that does not let us in.
 * @param {unknown} error as postgres.js throws it
 * @param {URL} url
 */
export function describeDatabaseError(error, url) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const place = `The database of DATABASE_URL, ${describe(url)},`;
  if (code === "28P01" || code === "28000")
    return `${place} refuses the login. Check user name and password.`;
  if (code === "3D000")
    return `${place} does not exist. Make it with: createdb --encoding UTF8 ${url.pathname.slice(1)}`;
  if (
    /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOENT|CONNECT_TIMEOUT|CONNECTION_CLOSED)$/.test(
      code,
    )
  )
    return `${place} cannot be reached (${code}). Is PostgreSQL running there? Check host and port.`;
  const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
  return `${place} does not let us in: ${reason}`;
}
