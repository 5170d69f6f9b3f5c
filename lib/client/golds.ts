import { infiniteQueryOptions } from "@tanstack/react-query";
import { Dataset } from "../http/wire/datasets.ts";
import { GoldProblemList } from "../http/wire/golds.ts";
import { searchOf } from "./search-of.ts";
import { getJson, sendJson } from "./send.ts";

const pageSize = 50;

/** The questions whose gold cannot be read, in file order. */
export const goldProblemsInfiniteQuery = (datasetId: string) =>
  infiniteQueryOptions({
    queryKey: ["datasets", datasetId, "gold-problems"],
    queryFn: ({ signal, pageParam }) =>
      getJson(
        `/api/datasets/${datasetId}/gold-problems${searchOf({ limit: pageSize, cursor: pageParam })}`,
        GoldProblemList,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** Has every gold read anew; answers when that is done. */
export const checkGolds = (datasetId: string): Promise<Dataset> =>
  sendJson("POST", `/api/datasets/${datasetId}/gold-check`, {}, Dataset);
