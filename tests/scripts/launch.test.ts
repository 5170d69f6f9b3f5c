import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { holdLock } from "../../scripts/prepare/hold-lock.mjs";
import { runScript } from "./run-script.ts";

const root = path.resolve(import.meta.dirname, "../..");
/** The machine's own Node, often an older one than the tests run with. */
const machineNode =
  ["/usr/bin/node", "/usr/local/bin/node"].find((file) => existsSync(file)) ?? process.execPath;
const isBuilt = existsSync(path.join(root, ".next", "BUILD_ID"));

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "malthouse-launch-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const launch = (args: readonly string[], settings: Readonly<Record<string, string>> = {}) =>
  runScript("launch.mjs", { MALTHOUSE_DATA: folder, PORT: "0", ...settings }, args, machineNode);

test("launch.mjs names the commands when given another", async () => {
  const { code, output } = await launch(["sart"]).ended;
  expect(code).toBe(2);
  expect(output).toContain('There is no command "sart". There are: start, worker, test');
});

test("launch.mjs backup runs on the machine's own Node and passes the exit code on", async () => {
  const { code, output } = await launch(["backup"]).ended;
  expect(output).toContain("There is no store at");
  expect(code).toBe(1);
});

test("launch.mjs backup copies a store that is being written to", async () => {
  const source = new DatabaseSync(path.join(folder, "malthouse.db"));
  source.exec("pragma journal_mode=WAL; create table t (x); insert into t values (1), (2)");
  const target = path.join(folder, "copies", "copy.db");
  const { code, output } = await launch(["backup", target]).ended;
  expect(output.trim()).toBe(`Written: ${target}`);
  expect(code).toBe(0);
  const copy = new DatabaseSync(target, { readOnly: true });
  expect(copy.prepare("select count(*) as n from t").get()).toEqual({ n: 2 });
  copy.close();
  source.close();
  expect((await launch(["backup", target]).ended).output).toContain("is there already");
});

describe.skipIf(!isBuilt)("a started server", () => {
  const start = (settings: Readonly<Record<string, string>> = {}) => launch(["start"], settings);

  test("start refuses a wrong setting before it does anything", async () => {
    const { code, output } = await start({ PORT: "no" }).ended;
    expect(output.trim()).toMatch(/^PORT is "no", which is no port number\.[^\n]*$/);
    expect(code).toBe(1);
  });

  test("serve.mjs answers at the printed address, is alone on its folder, and stops with 0 when asked", async () => {
    const first = runScript("serve.mjs", { MALTHOUSE_DATA: folder, PORT: "0" });
    await first.says("Malthouse is ready at http://127.0.0.1:");
    const second = await runScript("serve.mjs", { MALTHOUSE_DATA: folder, PORT: "0" }).ended;
    expect(second.output.trim()).toMatch(/^The store in .* is in use by another Malthouse server\.[^\n]*$/);
    expect(second.code).toBe(1);
    first.child.kill("SIGTERM");
    const { code, output } = await first.ended;
    expect(code).toBe(0);
    expect(output).toContain("Stopping …");
  }, 60_000);

  test("launch.mjs start ends its server when npm is killed", async () => {
    const script = `"${machineNode}" scripts/launch.mjs start & echo started; wait`;
    const npm = spawn("sh", ["-c", script], {
      cwd: root,
      env: {
        ...process.env,
        MALTHOUSE_DATA: folder,
        PORT: "0",
        MALTHOUSE_DEMO: "0",
        npm_lifecycle_event: "start",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const closed = new Promise((resolve) => npm.stdout.once("close", resolve));
    await new Promise<void>((resolve) =>
      npm.stdout.on("data", (chunk) => String(chunk).includes("ready at") && resolve()),
    );
    npm.kill("SIGKILL");
    // The server holds the other end of this pipe: it closes when the last of them is gone.
    await closed;
    const lock = holdLock(path.join(folder, "server.lock"));
    expect(lock).not.toBeNull();
    lock?.release();
  }, 60_000);
});
