import { spawn } from "node:child_process";

/**
 * Runs a program to its end with its output kept, for the steps whose output matters only when they fail.
 * A child dies with this process: signals are forwarded while it runs.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, inherit?: boolean }} [options] `inherit`: show the output as it comes
 * @returns {Promise<{ code: number, output: string }>} the exit code (128 + n after signal n is not told apart: 1), and both streams together
 */
export function runTool(file, args, { cwd, env, inherit = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, [...args], {
      ...(cwd === undefined ? {} : { cwd }),
      env: env ?? process.env,
      stdio: inherit ? "inherit" : ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    /** @type {string[]} */
    const chunks = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk) => chunks.push(String(chunk)));
    const pass = (/** @type {NodeJS.Signals} */ signal) => {
      child.kill(signal);
      process.exitCode = 1;
    };
    /** @type {readonly NodeJS.Signals[]} */
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, pass);
    const finish = (/** @type {number} */ code) => {
      for (const signal of signals) process.off(signal, pass);
      resolve({ code, output: chunks.join("") });
    };
    child.on("error", (error) => {
      chunks.push(`${error.message}\n`);
      finish(127);
    });
    child.on("close", (code) => finish(code ?? 1));
  });
}
