import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { projectRoot } from "../launch/project-root.mjs";
import { say } from "../launch/say.mjs";
import { holdLock } from "./hold-lock.mjs";

/**
 * The lock on `node_modules` and `.next` of this clone: waits while another start installs or builds there.
 * @returns {Promise<{ release(): void }>}
 * @throws {Error} when the clone cannot be written
 */
export async function waitForLock() {
  const file = path.join(projectRoot, ".runtime-lock");
  for (let isTold = false; ; isTold = true) {
    const lock = tryLock(file);
    if (lock !== null) return lock;
    if (!isTold) say("Another start is installing or building here; waiting for it …");
    await wait(300);
  }
}

/** @param {string} file */
function tryLock(file) {
  try {
    return holdLock(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${projectRoot} cannot be written, so nothing can be installed or built in it: ${reason}`,
      { cause: error },
    );
  }
}
