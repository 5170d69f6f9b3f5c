// Runs on any Node since 18 and without installed packages: it finds or fetches the Node that all else needs.
import { spawn } from "node:child_process";
import path from "node:path";
import { findNode } from "./launch/private-node.mjs";
import { projectRoot } from "./launch/project-root.mjs";
import { say } from "./launch/say.mjs";

const commands = [
  "start",
  "worker",
  "test",
  "check",
  "bench",
  "backup",
  "dev",
  "format",
  "migrations",
  "verify-exports",
];

const [command = "start", ...args] = process.argv.slice(2);
if (!commands.includes(command)) {
  say(`There is no command "${command}". There are: ${commands.join(", ")}.`);
  process.exit(2);
}

try {
  const node = await findNode();
  process.exitCode = await runUntilAsked(node, path.join(projectRoot, "scripts", `${command}.mjs`));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/**
 * Runs the command's script and passes signals on. npm does not: it dies and leaves its children running, so a
 * changed parent counts as being asked to stop.
 * @param {string} node
 * @param {string} script
 * @returns {Promise<number>} the script's exit code, 0 when it was asked to stop
 */
function runUntilAsked(node, script) {
  const child = spawn(node, ["--disable-warning=ExperimentalWarning", script, ...args], {
    cwd: projectRoot,
    stdio: "inherit",
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: "1",
      PATH: `${path.dirname(node)}${path.delimiter}${process.env["PATH"] ?? ""}`,
    },
  });
  let isAsked = false;
  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    isAsked = true;
    child.kill(signal);
  };
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, stop);
  const parent = process.ppid;
  const startedByNpm = process.env["npm_lifecycle_event"] !== undefined;
  const watch = setInterval(() => {
    if (startedByNpm && process.ppid !== parent && !isAsked) stop("SIGTERM");
  }, 500);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => {
      clearInterval(watch);
      resolve(isAsked ? 0 : (code ?? 1));
    });
  });
}
