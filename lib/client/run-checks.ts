import { queryOptions } from "@tanstack/react-query";
import { RunChecks, RunTrial } from "../http/wire/run-checks.ts";
import type { RunCreate } from "../http/wire/runs.ts";
import { getJson, sendJson } from "./send.ts";

/** What could go wrong with a run; the same body as `createRun`. */
export const checkRun = (body: RunCreate): Promise<RunChecks> =>
  sendJson("POST", "/api/runs/check", body, RunChecks);

/** What a run's trial came to; asked for again each second while its tree grows. */
export const trialQuery = (runId: string) =>
  queryOptions({
    queryKey: ["runs", runId, "trial"],
    queryFn: ({ signal }) => getJson(`/api/runs/${runId}/trial`, RunTrial, { signal }),
    refetchInterval: ({ state }) => (state.data?.whole === null ? 1000 : false),
  });
