import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectRoot } from "../launch/project-root.mjs";
import { runTool } from "../launch/run-tool.mjs";

/**
 * Runs the browser tests against a server that is up.
 * @param {readonly string[]} filters paths to run; none: all
 * @param {{ origin: string, chromium: string }} place
 * @returns {Promise<import("./run-vitest.mjs").Count>} a test that passed at its second try only counts as failed
 */
export async function runPlaywright(filters, { origin, chromium }) {
  const folder = mkdtempSync(path.join(tmpdir(), "malthouse-playwright-"));
  try {
    const report = path.join(folder, "report.json");
    const cli = path.join(projectRoot, "node_modules", "@playwright", "test", "cli.js");
    const env = {
      ...process.env,
      MALTHOUSE_TEST_ORIGIN: origin,
      CHROMIUM_PATH: chromium,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    };
    const args = [cli, "test", "--reporter=list,json", ...filters];
    const { code } = await runTool(process.execPath, args, { cwd: projectRoot, env, inherit: true });
    if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
    const { stats, errors } =
      /** @type {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }} */ (
        JSON.parse(readFileSync(report, "utf8"))
      );
    const failed = stats.unexpected + stats.flaky + errors.length;
    return {
      passed: stats.expected,
      failed: failed === 0 && code !== 0 ? 1 : failed,
      skipped: stats.skipped,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
