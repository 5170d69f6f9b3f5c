import { checkPortFree, readAddress } from "./preflight/check-address.mjs";
import { say } from "./launch/say.mjs";
import { checkDataFolder, dataFolder, takeDataFolder } from "./preflight/check-data-folder.mjs";
import { checkDatabase, readDatabaseUrl } from "./preflight/check-database.mjs";
import { checkAppSettings, findUnknownNames } from "./preflight/check-settings.mjs";

/**
 * @typedef {object} Preflight
 * @property {string[]} problems one line each; a start must not go on while there is one
 * @property {string[]} warnings one line each
 * @property {number} port 0: any free one
 * @property {string} host a loopback address
 * @property {string} folder the data folder, absolute
 * @property {URL | null} databaseUrl null: a SQLite file in the folder
 */

/**
 * Checks the configuration and the places it names, before anything slow is begun.
 * @param {NodeJS.ProcessEnv} env
 * @param {{ root: string, withPackages: boolean }} options `withPackages`: they are installed, so the database can be asked too
 * @returns {Promise<Preflight>}
 */
export async function preflight(env, { root, withPackages }) {
  const address = readAddress(env);
  const database = readDatabaseUrl(env);
  const folder = dataFolder(env, root);
  const problems = [...address.problems, ...database.problems, ...checkAppSettings(env)];
  const isServerDatabase = database.url !== null || database.problems.length > 0;
  const refused = checkDataFolder(folder, { isServerDatabase });
  problems.push(...refused);
  if (refused.length === 0) {
    const lock = await takeDataFolder(folder, () =>
      say("The server on this data folder is stopping; waiting for it …"),
    );
    if (typeof lock === "string") problems.push(lock);
    else lock.release();
  }
  if (address.problems.length === 0) problems.push(...(await checkPortFree(address.port, address.host)));
  if (database.url !== null && withPackages) problems.push(...(await checkDatabase(database.url)));
  return {
    problems,
    warnings: findUnknownNames(env),
    port: address.port,
    host: address.host,
    folder,
    databaseUrl: database.url,
  };
}
