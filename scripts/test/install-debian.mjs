import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { say } from "../launch/say.mjs";

/**
 * Installs one of Debian's packages where that is possible: as root, with apt-get there.
 * @param {string} name
 * @returns {boolean} true when it is installed now
 */
export function installDebian(name) {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    return false;
  say(`Installing Debian's package ${name} for the tests …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = (/** @type {string[]} */ args) =>
    spawnSync("apt-get", args, { env, encoding: "utf8", timeout: 600_000 });
  const install = ["install", "-y", "--no-install-recommends", name];
  if (run(install).status === 0) return true;
  // A new machine has no package lists yet, or old ones.
  run(["update"]);
  const { status, stderr } = run(install);
  if (status !== 0) say(`  failed: ${stderr?.trim().split("\n").at(-1) ?? "no answer"}`);
  return status === 0;
}
