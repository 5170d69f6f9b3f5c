import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { type Method, runStatements } from "./run-statements.ts";

export type Asked = {
  readonly id: number;
  readonly text: string;
  readonly parameters: readonly unknown[];
  readonly method: Method;
};
export type Answered =
  | { readonly id: number; readonly rows: unknown }
  | { readonly id: number; readonly error: unknown };

/** Reads an SQLite file for a process that goes on meanwhile. */
const connection = new DatabaseSync(String(workerData), { timeout: 5000 });
connection.exec("pragma query_only=ON; pragma cache_size=-32000");
const run = runStatements(connection);
parentPort?.on("message", ({ id, text, parameters, method }: Asked) => {
  try {
    parentPort?.postMessage({ id, rows: run(text, parameters, method) } satisfies Answered);
  } catch (error) {
    parentPort?.postMessage({ id, error } satisfies Answered);
  }
});
