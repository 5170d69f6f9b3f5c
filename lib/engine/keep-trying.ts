import { MalthouseError } from "../core/errors.ts";
import type { Log } from "./grower-core.ts";
import type { StoreTrouble } from "./store-trouble.ts";

const retryMs = 2000;

/** SQLite's mark for a broken rule, a value of the wrong type, one too large; PostgreSQL's classes 22, 23 and 42. */
const sqliteRules: readonly number[] = [18, 19, 20];
const postgresRules = /^(?:22|23|42)/;

/** Whether the database refuses the statement itself: it would refuse it for ever. */
function isRefused(error: Error): boolean {
  const reason: unknown = error.cause ?? error;
  if (typeof reason !== "object" || reason === null) return false;
  if ("errcode" in reason)
    return typeof reason.errcode === "number" && sqliteRules.includes(reason.errcode & 0xff);
  return "code" in reason && typeof reason.code === "string" && postgresRules.test(reason.code);
}

/** Whether waiting cannot help: a broken rule, a fault of ours, a statement that the database refuses. */
export const isHopeless = (error: unknown): boolean =>
  error instanceof MalthouseError ||
  error instanceof TypeError ||
  error instanceof RangeError ||
  (error instanceof Error && isRefused(error));

/**
 * Works with the store and does not give up: what was paid for is held in memory until the store takes it. The place of
 * whoever waits here stays taken, so a store that is down soon stops the growing. Throws what cannot become better by
 * waiting (a broken rule, a fault of ours, a statement that the database refuses), and anything once the grower has been stopped.
 */
export async function keepTrying<T>(
  { log, hasStopped, trouble }: { readonly log: Log; hasStopped(): boolean; readonly trouble?: StoreTrouble },
  work: () => Promise<T>,
): Promise<T> {
  let recover = () => {};
  for (let attempts = 1; ; attempts++) {
    try {
      const result = await work();
      recover();
      return result;
    } catch (error) {
      if (isHopeless(error) || hasStopped()) {
        recover();
        throw error;
      }
      if (attempts === 1) {
        log.error(error, "the store refused; trying again");
        recover = trouble?.note(error) ?? recover;
      }
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
}
