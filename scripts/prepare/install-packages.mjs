import path from "node:path";
import { findNpm, npmEnvironment } from "../launch/npm-cli.mjs";
import { projectRoot } from "../launch/project-root.mjs";
import { runTool } from "../launch/run-tool.mjs";
import { sayStep } from "../launch/say.mjs";
import { fingerprint, isStamped, stampAfter } from "./stamp.mjs";
import { waitForLock } from "./wait-for-lock.mjs";

const stampFile = path.join(projectRoot, "node_modules", ".stamp");

/** Only the lock counts: an edit of a script in package.json must not install everything again. */
export function packagesPrint() {
  return fingerprint(projectRoot, ["package-lock.json"], [process.platform, process.arch]);
}

/**
 * Installs the locked packages when the lock, or the machine, is another one than last time.
 * No package needs its install script, so none is run.
 * @throws {Error} with npm's own words when npm fails
 */
export async function installPackages() {
  if (isStamped(stampFile, packagesPrint())) return;
  const lock = await waitForLock();
  try {
    const print = packagesPrint();
    if (isStamped(stampFile, print)) return;
    await sayStep("Installing packages (about half a minute)", () =>
      stampAfter(stampFile, print, async () => {
        const args = [findNpm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
        const { code, output } = await runTool(process.execPath, args, {
          cwd: projectRoot,
          env: npmEnvironment(),
        });
        if (code !== 0) throw new Error(`npm ci failed (exit code ${code}):\n${output.trim()}`);
      }),
    );
  } finally {
    lock.release();
  }
}
