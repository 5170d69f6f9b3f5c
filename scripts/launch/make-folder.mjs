import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";

/**
 * Makes a folder and those above it, readable for this user only. Node's own recursive form never returns where
 * the folder above refuses with "no such file", as under /proc.
 * @param {string} folder absolute
 * @throws {Error} of the file system, with its code
 */
export function makeFolder(folder) {
  if (existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
    if (!isThere) throw error;
  }
}
