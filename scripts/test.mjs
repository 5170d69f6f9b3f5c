import { globSync } from "node:fs";
import { runChecks } from "./check/run-checks.mjs";
import { projectRoot } from "./launch/project-root.mjs";
import { say } from "./launch/say.mjs";
import { buildApp } from "./prepare/build-app.mjs";
import { installPackages } from "./prepare/install-packages.mjs";
import { findChromium } from "./test/find-chromium.mjs";
import { runPlaywright } from "./test/run-playwright.mjs";
import { runPython } from "./test/run-python.mjs";
import { runVitest } from "./test/run-vitest.mjs";
import { startPostgres } from "./test/start-postgres.mjs";
import { startServer } from "./test/start-server.mjs";

// `npm test` runs everything; `npm test -- tests/judge` runs the unit and integration tests whose path holds that.
const filters = process.argv.slice(2);
const mayNotSkip = process.env["CI"] === "true";
const total = { passed: 0, failed: 0, skipped: 0 };

// What runs gets a moment to end by itself; what was started ends with this process.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, () => setTimeout(() => process.exit(1), 5000));

try {
  await installPackages();
  if (filters.length === 0) await runSuite("Format, lint, types, dead code", checkAll);
  await runSuite("Unit and integration tests", testUnits);
  if (filters.length === 0) await runSuite("Exports read by Python", runPython);
  if (filters.length === 0) await runSuite("End to end in a browser", testBrowser);
} catch (error) {
  say(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
  total.failed += 1;
}
if (mayNotSkip && total.skipped > 0) {
  say(`${total.skipped} tests were skipped, which CI does not allow.`);
  process.exitCode = 1;
}
if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
say(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);

/**
 * @param {string} title
 * @param {() => Promise<import("./test/run-vitest.mjs").Count>} run what it throws counts as one failure
 */
async function runSuite(title, run) {
  say(`\n== ${title}`);
  const startedMs = Date.now();
  const count = await run().catch((/** @type {unknown} */ error) => {
    say(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  for (const key of /** @type {const} */ (["passed", "failed", "skipped"])) total[key] += count[key];
  const seconds = Math.round((Date.now() - startedMs) / 1000);
  say(
    `== ${title}: passed ${count.passed}, failed ${count.failed}, skipped ${count.skipped} in ${seconds} s`,
  );
}

async function checkAll() {
  return { ...(await runChecks(say)), skipped: 0 };
}

async function testUnits() {
  // Some of these tests start the built app.
  if (filters.length === 0) await buildApp();
  const postgres = await startPostgres();
  if (typeof postgres === "string") {
    say(`No PostgreSQL: ${postgres}. The tests that need one are skipped.`);
    const count = await runVitest(filters, process.env);
    return { ...count, skipped: Math.max(count.skipped, 1) };
  }
  try {
    return await runVitest(filters, { ...process.env, MALTHOUSE_TEST_DATABASE_URL: postgres.url });
  } finally {
    await postgres.stop();
  }
}

async function testBrowser() {
  const files = globSync("tests/browser/**/*.spec.ts", { cwd: projectRoot });
  if (files.length === 0) throw new Error("There is no browser test (tests/browser/*.spec.ts).");
  const chromium = findChromium();
  if (chromium === null) {
    say(`No browser: install Chromium, or name one by CHROMIUM_PATH. ${files.length} files are skipped.`);
    return { passed: 0, failed: 0, skipped: files.length };
  }
  await buildApp();
  const server = await startServer({ MALTHOUSE_DEMO: "0" });
  try {
    return await runPlaywright([], { origin: server.origin, chromium });
  } finally {
    await server.stop();
  }
}
