import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { RunCredit } from "../http/wire/credit.ts";
import { searchOf } from "./search-of.ts";
import { getJson } from "./send.ts";

/** These numbers move little from tree to tree, and they are read off all trees at once. */
const refreshMs = 10_000;

/** What a run's finished trees say about its credit under a threshold; read anew now and then while the run grows. */
export const creditQuery = (
  runId: string,
  { threshold, isMoving }: { readonly threshold: number; readonly isMoving: boolean },
) =>
  queryOptions({
    queryKey: ["runs", runId, "credit", threshold, isMoving],
    queryFn: ({ signal }) =>
      getJson(`/api/runs/${runId}/credit${searchOf({ threshold })}`, RunCredit, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: isMoving ? refreshMs : false,
  });
