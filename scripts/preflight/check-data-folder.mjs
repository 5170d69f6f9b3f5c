import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { makeFolder } from "../launch/make-folder.mjs";
import { holdLock } from "../prepare/hold-lock.mjs";
import { fileSystemOf, isNetworkFileSystem } from "./file-system-of.mjs";

const neededMegabytes = 50;

/**
 * The folder for the database file, exports and keys.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} root what a relative name is relative to
 * @returns {string} absolute path
 */
export function dataFolder(env, root) {
  return path.resolve(root, env["MALTHOUSE_DATA"] || ".malthouse");
}

/**
 * Can a server work in this folder? Makes it when missing.
 * @param {string} folder absolute
 * @param {{ isServerDatabase: boolean }} store `isServerDatabase`: rows go to PostgreSQL, so a network folder is no danger
 * @returns {string[]} problems
 */
export function checkDataFolder(folder, { isServerDatabase }) {
  const refused = tryWriting(folder);
  if (refused !== null) return [refused];
  const type = fileSystemOf(realpathSync(folder));
  if (isNetworkFileSystem(type) && !isServerDatabase) return [describeNetworkFolder(folder, type)];
  const full = describeFreeSpace(folder, statfsSync(folder));
  return full === null ? [] : [full];
}

/** @param {string} folder @param {string | null} type */
export function describeNetworkFolder(folder, type) {
  return (
    `The data folder ${folder} is on a network file system (${type}), where a SQLite file can be damaged. ` +
    "Set MALTHOUSE_DATA to a folder on a local disk, or DATABASE_URL to a PostgreSQL server."
  );
}

/**
 * @param {string} folder
 * @param {{ bavail: number, bsize: number }} space in blocks, and bytes a block
 * @returns {string | null} null when there is enough
 */
export function describeFreeSpace(folder, { bavail, bsize }) {
  const megabytes = Math.floor((bavail * bsize) / 1_000_000);
  if (megabytes >= neededMegabytes) return null;
  return `The disk with the data folder ${folder} is full: ${megabytes} MB left, ${neededMegabytes} MB needed. Free some space, or set MALTHOUSE_DATA to a folder on another disk.`;
}

/** @param {string} folder @returns {string | null} */
function tryWriting(folder) {
  const probe = path.join(folder, `.write-${process.pid}`);
  try {
    makeFolder(folder);
    const file = openSync(probe, constants.O_CREAT | constants.O_WRONLY | constants.O_TRUNC, 0o600);
    try {
      writeSync(file, "x");
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return null;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOSPC" || code === "EDQUOT") return describeFreeSpace(folder, { bavail: 0, bsize: 1 });
    return `The data folder ${folder} cannot be written (${code || String(error)}). Set MALTHOUSE_DATA to a folder that this user may write to.`;
  } finally {
    if (existsSync(probe)) rmSync(probe, { force: true });
  }
}

/**
 * Takes the data folder for one server, until the process ends or `release`.
 * @param {string} folder absolute, writable
 * @returns {{ release(): void } | string} a problem when another server works there
 */
export function lockDataFolder(folder) {
  const lock = holdLock(path.join(folder, "server.lock"));
  return (
    lock ??
    `The store in ${folder} is in use by another Malthouse server. Stop that one, or start this one on another folder: MALTHOUSE_DATA=./other npm start`
  );
}

const stoppingFile = (/** @type {string} */ folder) => path.join(folder, "server.stopping");
/** A little longer than a server takes to stop. */
const stoppingForMs = 12_000;
const triesEveryMs = 100;
/** A server whose npm was ended notices it within half a second. */
const noticedAfterTries = 10;

/**
 * Leaves word that this server has been asked to stop and only stores what is under way.
 * @param {string} folder absolute
 */
export function markStopping(folder) {
  writeFileSync(stoppingFile(folder), `${process.pid}\n`, { mode: 0o600 });
}

/** @param {string} folder */
function isStopping(folder) {
  const stats = statSync(stoppingFile(folder), { throwIfNoEntry: false });
  return stats !== undefined && Date.now() - stats.mtimeMs < stoppingForMs;
}

/**
 * Takes the data folder as `lockDataFolder` does, but waits for a server that is stopping: who ends one and starts the
 * next at once is not turned away.
 * @param {string} folder absolute, writable
 * @param {() => void} onWait called once, before the first wait
 * @returns {Promise<{ release(): void } | string>}
 */
export async function takeDataFolder(folder, onWait) {
  let hasSaid = false;
  for (let tries = 0; ; tries++) {
    const lock = lockDataFolder(folder);
    if (typeof lock !== "string") {
      rmSync(stoppingFile(folder), { force: true });
      return lock;
    }
    const isLeaving = isStopping(folder);
    if (!isLeaving && tries >= noticedAfterTries) return lock;
    if (isLeaving && !hasSaid) onWait();
    hasSaid ||= isLeaving;
    await wait(triesEveryMs);
  }
}
