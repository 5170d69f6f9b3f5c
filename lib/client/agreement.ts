import { queryOptions } from "@tanstack/react-query";
import { getJson } from "./send.ts";

/** How far the annotators of a run agree with each other and with the backed-up value. */
export const agreementQuery = (runId: string) =>
  queryOptions({
    queryKey: ["runs", runId, "agreement"],
    queryFn: ({ signal }) =>
      getJson(
        `/api/runs/${runId}/agreement`,
        async () => (await import("../http/wire/agreement.ts")).Agreement,
        { signal },
      ),
    // Measured anew by bootstraps: not after each key.
    staleTime: 60_000,
  });

/** Who decided how many pairs of a run, and in what time. */
export const annotatorsQuery = (runId: string) =>
  queryOptions({
    queryKey: ["runs", runId, "annotators"],
    queryFn: ({ signal }) =>
      getJson(
        `/api/runs/${runId}/annotators`,
        async () => (await import("../http/wire/agreement.ts")).AnnotatorList,
        { signal },
      ),
    refetchInterval: 30_000,
  });
