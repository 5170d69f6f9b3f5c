import { queryOptions } from "@tanstack/react-query";
import { searchOf } from "./search-of.ts";
import { getJson } from "./send.ts";

/** In how many trees of a run there is some of `having` (as `printHaving` writes it), and how many of it in all. */
export const havingQuery = (runId: string, having: string) =>
  queryOptions({
    // Beside the lists of trees, so that what makes them anew makes this anew.
    queryKey: ["runs", runId, "trees", "having", having],
    queryFn: ({ signal }) =>
      getJson(
        `/api/runs/${runId}/trees${searchOf({ having, limit: 1 })}`,
        async () => (await import("../http/wire/runs.ts")).TreeList,
        { signal },
      ),
  });
