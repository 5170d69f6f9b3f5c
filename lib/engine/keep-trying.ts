import { MalthouseError } from "../core/errors.ts";
import type { Log } from "./grower.ts";

const retryMs = 2000;

/**
 * Works with the store and does not give up: what was paid for is held in memory until the store takes it. The place of
 * whoever waits here stays taken, so a store that is down soon stops the growing. Throws what cannot become better by
 * waiting (a broken rule, a fault of ours), and anything once the grower has been stopped.
 */
export async function keepTrying<T>(
  { log, hasStopped }: { readonly log: Log; hasStopped(): boolean },
  work: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const isHopeless = error instanceof MalthouseError || error instanceof TypeError || error instanceof RangeError;
      if (isHopeless || hasStopped()) throw error;
      log.error(error, "the store refused; trying again");
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
}
