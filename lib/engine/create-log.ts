import pino from "pino";
import { describeError } from "./describe-error.ts";
import type { Log } from "./grower-core.ts";

/** A log of JSON lines to standard output, or to `to`; errors without the parameters of statements. */
export function createLog(level: string, to?: { write(line: string): void }): Log {
  // pino's own words for an error hold all its fields: of a failed statement the parameters too.
  const options = { level, serializers: { err: (error: unknown) => describeError(error) } };
  return to ? pino(options, to) : pino(options);
}
