import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * A fingerprint of files and folders, by name and content; times do not count.
 * @param {string} root folder that the names are relative to
 * @param {readonly string[]} names files and folders; a missing one counts as missing, not as an error
 * @param {readonly string[]} [facts] what else the result depends on, such as the platform
 * @returns {string} sha256, hexadecimal
 */
export function fingerprint(root, names, facts = []) {
  const hash = createHash("sha256");
  for (const fact of facts) hash.update(`fact ${fact}\0`);
  for (const name of [...names].toSorted()) {
    for (const file of filesUnder(root, name)) {
      const bytes = readFileSync(path.join(root, file));
      hash.update(`file ${file.split(path.sep).join("/")} ${bytes.length}\0`).update(bytes);
    }
  }
  return hash.digest("hex");
}

/** @param {string} root @param {string} name @returns {string[]} sorted */
function filesUnder(root, name) {
  const full = path.join(root, name);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [name];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(name, path.relative(full, path.join(entry.parentPath, entry.name))))
    .toSorted();
}

/**
 * Was the step that writes this stamp finished for this fingerprint?
 * @param {string} stampFile
 * @param {string} print
 */
export function isStamped(stampFile, print) {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === print;
}

/**
 * Runs a step between removing its stamp and writing it, so that a step cut short is done again.
 * @param {string} stampFile
 * @param {string} print
 * @param {() => Promise<void>} step
 */
export async function stampAfter(stampFile, print, step) {
  rmSync(stampFile, { force: true });
  await step();
  writeFileSync(stampFile, print);
}
