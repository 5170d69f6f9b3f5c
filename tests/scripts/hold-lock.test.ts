import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { spawn } from "node:child_process";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holdLock } from "../../scripts/prepare/hold-lock.mjs";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "malthouse-lock-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Another process that takes the lock, collects its garbage, and waits to be killed. */
async function holdElsewhere(file: string): Promise<() => Promise<void>> {
  const script = path.resolve(import.meta.dirname, "../../scripts/prepare/hold-lock.mjs");
  const code = `const { holdLock } = await import(${JSON.stringify(script)});
    console.log(holdLock(${JSON.stringify(file)}) === null ? "refused" : "held");
    gc(); setInterval(() => gc(), 20);`;
  const flags = ["--disable-warning=ExperimentalWarning", "--expose-gc", "--input-type=module"];
  const child = spawn(process.execPath, [...flags, "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  const said = await new Promise<string>((resolve) =>
    child.stdout.once("data", (chunk) => resolve(String(chunk).trim())),
  );
  expect(said).toBe("held");
  return () =>
    new Promise((resolve) => {
      child.once("close", () => resolve());
      child.kill("SIGKILL");
    });
}

test("holdLock(file) is null while another process holds it, and free again after kill -9", async () => {
  const file = path.join(folder, "server.lock");
  const kill = await holdElsewhere(file);
  expect(holdLock(file)).toBeNull();
  await kill();
  const lock = holdLock(file);
  expect(lock).not.toBeNull();
  lock?.release();
});

test("release() lets the next one in, and may be called twice", () => {
  const file = path.join(folder, "server.lock");
  const first = holdLock(file);
  expect(holdLock(file)).toBeNull();
  first?.release();
  first?.release();
  const second = holdLock(file);
  expect(second).not.toBeNull();
  second?.release();
});

test("holdLock(file) throws where the folder is missing", () => {
  expect(() => holdLock(path.join(folder, "no", "server.lock"))).toThrow("unable to open");
});
