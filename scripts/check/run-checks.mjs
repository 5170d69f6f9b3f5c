import path from "node:path";
import { projectRoot } from "../launch/project-root.mjs";
import { runTool } from "../launch/run-tool.mjs";

/** @type {readonly { name: string, script: string, args: readonly string[] }[]} */
const checks = [
  { name: "format", script: "oxfmt/bin/oxfmt", args: ["--check"] },
  { name: "lint", script: "oxlint/bin/oxlint", args: ["--type-aware", "--deny-warnings"] },
  { name: "types", script: "typescript/bin/tsc", args: ["--noEmit", "-p", "."] },
  { name: "dead code", script: "knip/bin/knip.js", args: ["--no-progress"] },
];

/**
 * Runs format, lint, types and dead code, one after the other.
 * @param {(line: string) => void} tell called once a check, with its outcome; with all of its output when it failed
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks(tell) {
  await writeRouteTypes();
  const count = { passed: 0, failed: 0 };
  for (const { name, script, args } of checks) {
    const startedMs = Date.now();
    const file = path.join(projectRoot, "node_modules", script);
    const { code, output } = await runTool(process.execPath, [file, ...args], { cwd: projectRoot });
    const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
    count[code === 0 ? "passed" : "failed"] += 1;
    tell(
      code === 0 ? `  ${name}: ok (${seconds} s)` : `  ${name}: FAILED (${seconds} s)\n${output.trimEnd()}`,
    );
  }
  return count;
}

/** Types of styles, images and addresses come from Next; without them a fresh clone does not type-check. */
async function writeRouteTypes() {
  const next = path.join(projectRoot, "node_modules", "next", "dist", "bin", "next");
  await runTool(process.execPath, [next, "typegen"], { cwd: projectRoot });
}
