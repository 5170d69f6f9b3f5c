import { defineConfig } from "@playwright/test";

const chromium = process.env["CHROMIUM_PATH"];

/** `npm test` starts the server and finds the browser; by hand: MALTHOUSE_TEST_ORIGIN and CHROMIUM_PATH. */
export default defineConfig({
  testDir: "tests/browser",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  timeout: 120_000,
  // What is waited for comes when the machine gets to it: five seconds say more of its load than of the page.
  expect: { timeout: 20_000 },
  // One server and one store serve all files.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  use: {
    baseURL: process.env["MALTHOUSE_TEST_ORIGIN"] ?? "http://127.0.0.1:3000",
    viewport: { width: 1440, height: 900 },
    timezoneId: "UTC",
    locale: "en-GB",
    trace: "retain-on-failure",
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      // Chromium's sandbox does not start as root.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
});
