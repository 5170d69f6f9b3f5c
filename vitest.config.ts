import path from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

export default defineConfig({
  resolve: {
    alias: [
      // It throws outside of a server build; here it has nothing to guard.
      { find: "server-only", replacement: path.join(root, "tests/support/server-only.ts") },
      { find: /^@\//, replacement: `${root}/` },
    ],
  },
  oxc: { jsx: { runtime: "automatic" } },
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    exclude: ["tests/browser/**", "node_modules/**"],
    env: { TZ: "UTC", NEXT_TELEMETRY_DISABLED: "1" },
    execArgv: ["--disable-warning=ExperimentalWarning"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is waited for comes when the machine gets to it: one second says more of its load than of the code.
    expect: { poll: { timeout: 20_000 } },
  },
});
