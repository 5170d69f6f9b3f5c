import { existsSync, mkdtempSync, realpathSync, rmdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { makeFolder } from "./make-folder.mjs";
import { projectRoot } from "./project-root.mjs";

/**
 * Finds npm's own script, so that it can be run by a Node of our choice and without a shell.
 * @returns {string} absolute path of npm-cli.js
 * @throws {Error} when there is no npm beside this Node
 */
export function findNpm() {
  const started = process.env["npm_execpath"];
  if (started !== undefined && started.endsWith("npm-cli.js") && existsSync(started)) return started;
  const folder = path.dirname(realpathSync(process.execPath));
  const onPath = (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .flatMap((entry) => [
      path.join(entry, "node_modules", "npm", "bin", "npm-cli.js"),
      path.join(entry, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
      path.join(entry, "..", "share", "npm", "bin", "npm-cli.js"),
      path.join(entry, "..", "share", "nodejs", "npm", "bin", "npm-cli.js"),
    ]);
  const found = [
    path.join(folder, "node_modules", "npm", "bin", "npm-cli.js"),
    path.join(folder, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    ...onPath,
  ].find((candidate) => existsSync(candidate));
  if (found === undefined) throw new Error("npm was not found beside Node. Install npm, then start again.");
  return found;
}

/**
 * The environment for npm. Where the home folder cannot be written, npm waits for ever on its cache:
 * it then gets one inside the clone.
 * @returns {NodeJS.ProcessEnv}
 */
export function npmEnvironment() {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", npm_config_update_notifier: "false" };
  if (env["npm_config_cache"] !== undefined || canWriteHome()) return env;
  return { ...env, npm_config_cache: path.join(projectRoot, ".runtime-cache") };
}

function canWriteHome() {
  try {
    if (!process.env["HOME"] && process.platform !== "win32") return false;
    const cache = path.join(homedir(), process.platform === "win32" ? "" : ".npm");
    makeFolder(cache);
    rmdirSync(mkdtempSync(path.join(cache, ".write-")));
    return true;
  } catch {
    return false;
  }
}
