import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";

export type Method = "run" | "all" | "values" | "get";
/** Runs a statement; its rows as lists of values, of `get` the one row or undefined. */
export type RunStatement = (text: string, parameters: readonly unknown[], method: Method) => unknown;

/** Statements that take lists differ by their lengths. */
const statementsKept = 500;

/** Runs statements on one connection, prepared once each. */
export function runStatements(connection: DatabaseSync): RunStatement {
  const prepared = new Map<string, StatementSync>();
  return (text, parameters, method) => {
    let statement = prepared.get(text);
    if (!statement) {
      statement = connection.prepare(text);
      statement.setReturnArrays(true);
      const [oldest] = prepared.keys();
      if (prepared.size >= statementsKept && oldest !== undefined) prepared.delete(oldest);
      prepared.set(text, statement);
    }
    const values = parameters as readonly SQLInputValue[];
    if (method === "get") return statement.get(...values);
    if (method !== "run") return statement.all(...values);
    statement.run(...values);
    return [];
  };
}
