import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectRoot } from "../launch/project-root.mjs";

/**
 * Starts the built app on a free port with a data folder of its own.
 * @param {Readonly<Record<string, string>>} [settings] added to the environment, such as DATABASE_URL
 * @returns {Promise<{ origin: string, stop: () => Promise<void> }>}
 * @throws {Error} with the server's output when it does not become ready
 */
export async function startServer(settings = {}) {
  const data = mkdtempSync(path.join(tmpdir(), "malthouse-test-"));
  const script = path.join(projectRoot, "scripts", "serve.mjs");
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", script], {
    cwd: projectRoot,
    env: {
      ...process.env,
      DATABASE_URL: "",
      ...settings,
      PORT: "0",
      HOST: "127.0.0.1",
      MALTHOUSE_DATA: data,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const killNow = () => void child.kill("SIGKILL");
  process.once("exit", killNow);
  let output = "";
  const ready = new Promise((resolve, reject) => {
    const read = (/** @type {unknown} */ chunk) => {
      output = `${output}${String(chunk)}`.slice(-20_000);
      const origin = /ready at (http:\/\/\S+)/.exec(output)?.[1];
      if (origin !== undefined) resolve(origin);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("close", (code) => reject(new Error(`The server ended (exit code ${code}):\n${output}`)));
  });
  const stop = async () => {
    process.off("exit", killNow);
    if (child.exitCode === null) child.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  try {
    return { origin: /** @type {string} */ (await ready), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
