// A thread beside the judge. A worker that is stuck hears neither a message nor a closing channel, so without this one
// it would outlive a server that was killed.
import { workerData } from "node:worker_threads";

const parent = Number(workerData);

function isParentThere(): boolean {
  try {
    return process.kill(parent, 0) && process.ppid === parent;
  } catch {
    return false;
  }
}

setInterval(() => isParentThere() || process.kill(process.pid, "SIGKILL"), 1_000);
