import path from "node:path";
import { projectRoot } from "../launch/project-root.mjs";
import { runTool } from "../launch/run-tool.mjs";
import { sayStep } from "../launch/say.mjs";
import { buildViewer } from "./build-viewer.mjs";
import { packagesPrint } from "./install-packages.mjs";
import { fingerprint, isStamped, stampAfter } from "./stamp.mjs";
import { waitForLock } from "./wait-for-lock.mjs";

const stampFile = path.join(projectRoot, ".next", "stamp");

/** Everything that the build reads, besides the packages. */
export const buildSources = [
  "app",
  "components",
  "db",
  "lib",
  "public",
  "instrumentation.ts",
  "instrumentation-node.ts",
  "next.config.js",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];

/**
 * Builds the app for production when its sources or packages changed since the last build.
 * @throws {Error} with the build's own output when it fails
 */
export async function buildApp() {
  if (isStamped(stampFile, buildPrint())) return;
  const lock = await waitForLock();
  try {
    const print = buildPrint();
    if (isStamped(stampFile, print)) return;
    await sayStep("Building the app", () => stampAfter(stampFile, print, build));
  } finally {
    lock.release();
  }
}

// node_modules' own fingerprint stands in for its files.
const buildPrint = () => fingerprint(projectRoot, buildSources, [packagesPrint()]);

async function build() {
  const next = path.join(projectRoot, "node_modules", "next", "dist", "bin", "next");
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output } = await runTool(process.execPath, [next, "build"], { cwd: projectRoot, env });
  if (code !== 0) throw new Error(`The build failed (exit code ${code}):\n${output.trim()}`);
  // After Next, which empties the folder.
  await buildViewer();
}
