import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";

export type Started = { readonly line: string; stop(): void };

const place = path.join(process.cwd(), "tests", "bench", "engine");
const options = ["--disable-warning=ExperimentalWarning", "--expose-gc"];

/** Starts a file of this folder as a process; resolves with the first line that it prints. Rejects where it ends before. */
export async function startProcess(
  file: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const child = spawn(process.execPath, [...options, path.join(place, file), ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).once("line", resolve);
  child.once("exit", (code) => reject(new Error(`${file} ended with ${code}`)));
  const line = await promise;
  return { line, stop: () => void child.kill() };
}
