import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { installDebian } from "./install-debian.mjs";

/**
 * A PostgreSQL server for the tests: the one of MALTHOUSE_TEST_DATABASE_URL, else a throw-away one of our own.
 * It keeps nothing safe (fsync off), listens on loopback only, and lives outside the clone.
 * @returns {Promise<{ url: string, stop: () => Promise<void> } | string>} a reason when none can be had
 */
export async function startPostgres() {
  const given = process.env["MALTHOUSE_TEST_DATABASE_URL"];
  if (given) return { url: given, stop: () => Promise.resolve() };
  const folder = findPrograms() ?? (installDebian("postgresql") ? findPrograms() : null);
  if (folder === null)
    return "PostgreSQL was not found (initdb); MALTHOUSE_TEST_DATABASE_URL can name a server instead";
  const owner = findOwner();
  if (owner === null) return "PostgreSQL refuses to run as root, and there is no user postgres to run it as";
  const data = mkdtempSync(path.join(tmpdir(), "malthouse-postgres-"));
  if (owner.prefix.length > 0) chownSync(data, owner.uid, owner.gid);
  try {
    return await startIn(data, folder, owner.prefix);
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    return error instanceof Error ? error.message : String(error);
  }
}

/** @returns {string | null} the folder that holds initdb and postgres; Debian keeps it off the PATH */
function findPrograms() {
  const program = process.platform === "win32" ? ".exe" : "";
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => path.join(debian, version, "bin")),
    ...(process.env["PATH"] ?? "").split(path.delimiter),
  ];
  const holds = (/** @type {string} */ folder, /** @type {string} */ name) =>
    existsSync(path.join(folder, name + program));
  return folders.find((folder) => holds(folder, "initdb") && holds(folder, "postgres")) ?? null;
}

/** Who is to run the server: ourselves, or from root the user that Debian's package makes. */
function findOwner() {
  if (process.getuid?.() !== 0) return { uid: 0, gid: 0, prefix: [] };
  const read = (/** @type {string} */ flag) =>
    spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout?.trim();
  const [uid, gid] = [read("-u"), read("-g")];
  if (!uid || !gid) return null;
  const prefix = ["setpriv", "--reuid", uid, "--regid", gid, "--clear-groups"];
  return { uid: Number(uid), gid: Number(gid), prefix };
}

/** @param {string} data @param {string} folder @param {readonly string[]} prefix */
async function startIn(data, folder, prefix) {
  const passwordFile = path.join(data, "..", `${path.basename(data)}.password`);
  writeFileSync(passwordFile, "malthouse\n");
  const [file, ...before] = [...prefix, path.join(folder, "initdb")];
  const options = [
    "-D",
    path.join(data, "d"),
    "-N",
    "-E",
    "UTF8",
    "--locale=C",
    "-U",
    "malthouse",
    "-A",
    "scram-sha-256",
  ];
  const made = spawnSync(file, [...before, ...options, `--pwfile=${passwordFile}`], {
    cwd: data,
    encoding: "utf8",
  });
  rmSync(passwordFile);
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error?.message}`);

  const port = await findFreePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: process.platform === "win32" ? "" : data,
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    max_connections: 200,
  };
  const [server, ...first] = [...prefix, path.join(folder, "postgres")];
  const args = [...first, "-D", path.join(data, "d")];
  for (const [name, value] of Object.entries(settings)) args.push("-c", `${name}=${value}`);
  const child = spawn(server, args, { cwd: data, stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  child.stderr.on("data", (chunk) => (log = `${log}${chunk}`.slice(-4000)));
  const ended = new Promise((resolve) => child.once("close", resolve));
  const killNow = () => void child.kill("SIGINT");
  process.once("exit", killNow);
  const stop = async () => {
    process.off("exit", killNow);
    // SIGINT is PostgreSQL's "fast": it ends the sessions and stops.
    if (child.exitCode === null) child.kill("SIGINT");
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 300 && child.exitCode === null; tries += 1) {
    if (/ready to accept connections/.test(log)) {
      return { url: `postgresql://malthouse:malthouse@127.0.0.1:${port}/postgres`, stop };
    }
    await wait(50);
  }
  await stop();
  throw new Error(`PostgreSQL did not start: ${log}`);
}

/** @returns {Promise<number>} */
function findFreePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === "object" ? address.port : 0));
    });
  });
}
