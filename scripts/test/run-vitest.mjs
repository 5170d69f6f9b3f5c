import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectRoot } from "../launch/project-root.mjs";
import { runTool } from "../launch/run-tool.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/**
 * Runs the unit and integration tests, their output shown as it comes.
 * @param {readonly string[]} filters paths to run; none: all
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Count>} a file that fails to load counts as one failure, although it held no test
 */
export async function runVitest(filters, env) {
  const folder = mkdtempSync(path.join(tmpdir(), "malthouse-vitest-"));
  try {
    const report = path.join(folder, "report.json");
    const vitest = path.join(projectRoot, "node_modules", "vitest", "vitest.mjs");
    const args = [
      vitest,
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...filters,
    ];
    const { code } = await runTool(process.execPath, args, { cwd: projectRoot, env, inherit: true });
    return readReport(existsSync(report) ? readFileSync(report, "utf8") : null, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string | null} text vitest's JSON report; null when it wrote none
 * @param {number} code vitest's exit code
 * @returns {Count}
 */
export function readReport(text, code) {
  if (text === null) return { passed: 0, failed: 1, skipped: 0 };
  const report =
    /** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, success: boolean, testResults: { status: string, assertionResults: { status: string }[] }[] }} */ (
      JSON.parse(text)
    );
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  ).length;
  const failed = report.numFailedTests + unloaded;
  const isSilentFailure = failed === 0 && (code !== 0 || !report.success);
  return {
    passed: report.numPassedTests,
    failed: failed + (isSilentFailure ? 1 : 0),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
