import { expect, test } from "vitest";
import { runScript } from "./run-script.ts";

test("npm run worker without DATABASE_URL says in one line what it needs, and ends with 1", async () => {
  const { code, output } = await runScript("worker.mjs").ended;
  expect(code).toBe(1);
  expect(output.trim()).toMatch(/^A worker needs DATABASE_URL, .*the server grows everything itself/);
});
