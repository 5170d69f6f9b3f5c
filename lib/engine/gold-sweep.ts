import { datasetsToCheck } from "../../db/queries/gold-problems.ts";
import { MalthouseError } from "../core/errors.ts";
import { judgeVersion } from "../judge/version.ts";
import { checkGolds } from "./check-golds.ts";
import type { Malthouse } from "./malthouse.ts";

export type GoldSweep = {
  /** Once every data set was looked at, or the sweep was stopped. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
};

/**
 * Reads the golds of the data sets that this version of the judge, with the rule that counts there, has not read yet;
 * one data set after the other, behind everything else. What a stop leaves is taken up by the next start.
 */
export function startGoldSweep(parts: Pick<Malthouse, "store" | "judge" | "log">): GoldSweep {
  const stopped = new AbortController();
  const sweep = async () => {
    for (const datasetId of await datasetsToCheck(parts.store, judgeVersion)) {
      if (stopped.signal.aborted) return;
      await checkGolds(parts, datasetId, stopped.signal).catch((error: unknown) => {
        const isGone = error instanceof MalthouseError && error.code === "not_found";
        if (!isGone && !stopped.signal.aborted) parts.log.error(error, "the golds could not be checked");
      });
    }
  };
  const done = sweep().catch((error: unknown) => parts.log.error(error, "the golds could not be checked"));
  return {
    done,
    stop: async () => {
      stopped.abort();
      await done;
    },
  };
}
