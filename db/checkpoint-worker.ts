import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";

/** Moves an SQLite file's log into the file whenever it is told to; whoever writes meanwhile goes on. */
const connection = new DatabaseSync(String(workerData), { timeout: 0 });
connection.exec("pragma synchronous=NORMAL");
const checkpoint = connection.prepare("pragma wal_checkpoint(PASSIVE)");
parentPort?.on("message", () => {
  try {
    checkpoint.get();
  } catch {
    // A full disk; whoever writes says so. Once there is room the next one moves what this one left.
  }
  parentPort?.postMessage("done");
});
