import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/** A script of ours that was started, and what it says. */
export type Running = {
  readonly child: ChildProcess;
  /** Resolves with the exit code (null after a signal) and all that was printed. */
  readonly ended: Promise<{ code: number | null; output: string }>;
  /** Resolves when the output holds the text; rejects when the script ends first. */
  says(text: string): Promise<void>;
};

/** Starts `scripts/<name>` with the given settings and none of the surroundings' own. */
export function runScript(
  name: string,
  settings: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
  node: string = process.execPath,
): Running {
  const { PORT: _, HOST: __, DATABASE_URL: ___, ...env } = process.env;
  const flags = node === process.execPath ? ["--disable-warning=ExperimentalWarning"] : [];
  const child = spawn(node, [...flags, path.join(root, "scripts", name), ...args], {
    cwd: root,
    env: { ...env, MALTHOUSE_DEMO: "0", NODE_ENV: "production", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += String(chunk);
      for (const listener of listeners) listener();
    });
  const ended = new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
  const says = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (output.includes(text)) resolve();
      };
      listeners.add(look);
      look();
      void ended.then(({ code }) =>
        reject(new Error(`ended with ${code} before it said "${text}":\n${output}`)),
      );
    });
  return { child, ended, says };
}
