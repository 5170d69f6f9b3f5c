import { DatabaseSync } from "node:sqlite";

/**
 * A database that nothing refers to is closed by the garbage collector, and its lock is gone.
 * @type {Set<DatabaseSync>}
 */
const held = new Set();

/**
 * Takes a lock for as long as this process lives or until `release`. It is the operating system's own (an exclusive
 * SQLite transaction on an empty file), so a killed holder leaves nothing behind to clean up.
 * @param {string} file made when missing; its folder must exist
 * @returns {{ release(): void } | null} null while another process holds it
 * @throws {Error} when the file cannot be opened or written
 */
export function holdLock(file) {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (error instanceof Error && /locked/.test(error.message)) return null;
    throw error;
  }
  held.add(database);
  const release = () => {
    if (held.delete(database)) database.close();
  };
  return { release };
}
