import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";

/** Moves an SQLite file's log into the file whenever it is told to; whoever writes meanwhile goes on. */
const connection = new DatabaseSync(String(workerData), { timeout: 0 });
connection.exec("pragma synchronous=NORMAL");
const checkpoint = connection.prepare("pragma wal_checkpoint(PASSIVE)");
parentPort?.on("message", () => {
  checkpoint.get();
  parentPort?.postMessage("done");
});
