import { existsSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makeFolder } from "./launch/make-folder.mjs";
import { projectRoot } from "./launch/project-root.mjs";
import { say } from "./launch/say.mjs";
import { dataFolder } from "./preflight/check-data-folder.mjs";

// A consistent copy of the SQLite file, also while a server works on it: `npm run backup -- FILE`.
try {
  say(`Written: ${backUp(process.argv[2])}`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/**
 * @param {string | undefined} wanted file to write; left out: a dated one in the data folder
 * @returns {string} the file written
 */
function backUp(wanted) {
  if (process.env["DATABASE_URL"])
    throw new Error("The store is a PostgreSQL server: back it up with pg_dump.");
  const folder = dataFolder(process.env, projectRoot);
  const source = path.join(folder, "malthouse.db");
  if (!existsSync(source))
    throw new Error(`There is no store at ${source}. MALTHOUSE_DATA names its folder.`);
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  const target = path.resolve(wanted ?? path.join(folder, "backups", `malthouse-${stamp}.db`));
  if (existsSync(target)) throw new Error(`${target} is there already. Name another file, or remove it.`);
  makeFolder(path.dirname(target));
  const database = new DatabaseSync(source, { readOnly: true, timeout: 30_000 });
  try {
    database.prepare("VACUUM INTO ?").run(target);
  } finally {
    database.close();
  }
  return target;
}
