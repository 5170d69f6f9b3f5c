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
  });
