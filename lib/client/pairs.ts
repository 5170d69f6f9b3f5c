import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  BulkPost,
  BulkSaved,
  BulkUndone,
  DecisionsPost,
  DecisionsSaved,
  PairSort,
  PairState,
} from "../http/wire/pairs.ts";
import { searchOf } from "./search-of.ts";
import { getJson, sendJson } from "./send.ts";

const shapes = () => import("../http/wire/pairs.ts");

export type PairFilters = {
  readonly role?: string;
  readonly state?: PairState;
  /** 0 to 1, inclusive. */
  readonly minMargin?: number;
  readonly threshold?: number;
  readonly questionId?: string;
  readonly treeId?: string;
  /** Only the pairs that this node is in. */
  readonly nodeId?: string;
  readonly q?: string;
  readonly sort?: z.infer<typeof PairSort>;
  /** Draws the random order. */
  readonly seed?: number;
};

const pageSize = 100;

export const pairsInfiniteQuery = (runId: string, filters: PairFilters = {}) =>
  infiniteQueryOptions({
    queryKey: ["runs", runId, "pairs", filters],
    queryFn: ({ signal, pageParam }) =>
      getJson(
        `/api/runs/${runId}/pairs${searchOf({ ...filters, limit: pageSize, cursor: pageParam })}`,
        async () => (await shapes()).PairList,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** The pairs that a node is in; siblings are so few that one page holds them. */
export const nodePairsQuery = (runId: string, nodeId: string) =>
  queryOptions({
    queryKey: ["runs", runId, "pair", nodeId],
    queryFn: async ({ signal }) => {
      const path = `/api/runs/${runId}/pairs${searchOf({ nodeId, limit: pageSize })}`;
      return (await getJson(path, async () => (await shapes()).PairList, { signal })).items;
    },
  });

/** Decided pairs that are none now, the first of them, and how many there are. */
export const vanishedPairsQuery = (runId: string) =>
  queryOptions({
    queryKey: ["runs", runId, "pairs-vanished"],
    queryFn: ({ signal }) =>
      getJson(
        `/api/runs/${runId}/pairs/vanished${searchOf({ limit: pageSize })}`,
        async () => (await shapes()).PairList,
        { signal },
      ),
  });

/** Pairs by state, under the other filters. */
export const pairCountsQuery = (runId: string, filters: PairFilters = {}) =>
  queryOptions({
    queryKey: ["runs", runId, "pair-counts", filters],
    queryFn: ({ signal }) =>
      getJson(
        `/api/runs/${runId}/pairs/counts${searchOf(filters)}`,
        async () => (await shapes()).PairCounts,
        { signal },
      ),
  });

/** All or nothing; the last word on a pair counts, "clear" takes it back. */
export const saveDecisions = (runId: string, body: DecisionsPost): Promise<z.infer<typeof DecisionsSaved>> =>
  sendJson("POST", `/api/runs/${runId}/decisions`, body, async () => (await shapes()).DecisionsSaved);

/** One verdict for all pairs that a filter matches; refused where they are no longer as many as was shown. */
export const decideMatching = (runId: string, body: BulkPost): Promise<z.infer<typeof BulkSaved>> =>
  sendJson("POST", `/api/runs/${runId}/decisions/bulk`, body, async () => (await shapes()).BulkSaved);

/** Takes a bulk step back; words given since stand. */
export const takeBackBulk = (runId: string, step: string): Promise<z.infer<typeof BulkUndone>> =>
  sendJson(
    "POST",
    `/api/runs/${runId}/decisions/bulk/undo`,
    { step },
    async () => (await shapes()).BulkUndone,
  );
