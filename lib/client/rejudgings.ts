import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import {
  JudgeAgain,
  JudgeChangeList,
  type JudgeChangeQuery,
  type RejudgePreview,
  Rejudging,
} from "../http/wire/rejudgings.ts";
import { searchOf } from "./search-of.ts";
import { getJson, sendJson } from "./send.ts";

/** Whether something goes on behind the answer. */
export const isMoving = ({ status }: Rejudging): boolean =>
  status === "previewing" || status === "applying" || status === "undoing";

/** By what a run is judged and when it was judged again; asked for again while something moves. */
export const judgeAgainQuery = (runId: string) =>
  queryOptions({
    queryKey: ["runs", runId, "judge-again"],
    queryFn: ({ signal }) => getJson(`/api/runs/${runId}/judge-again`, JudgeAgain, { signal }),
    refetchInterval: ({ state }) => (state.data?.rejudgings.some(isMoving) ? 500 : false),
  });

export type ChangeFilters = Partial<Omit<z.infer<typeof JudgeChangeQuery>, "cursor" | "limit">>;

/** What a rejudging changes, by tree, then path. */
export const judgeChangesQuery = (runId: string, rejudgingId: string, filters: ChangeFilters) =>
  infiniteQueryOptions({
    queryKey: ["runs", runId, "judge-again", rejudgingId, "changes", filters],
    queryFn: ({ signal, pageParam }) =>
      getJson(
        `/api/runs/${runId}/judge-again/${rejudgingId}/changes${searchOf({ ...filters, limit: 25, cursor: pageParam })}`,
        JudgeChangeList,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** Begins to find out what judging the run again would change. */
export const previewRejudging = (runId: string, body: RejudgePreview): Promise<Rejudging> =>
  sendJson("POST", `/api/runs/${runId}/judge-again/preview`, body, Rejudging);

export type RejudgingAction = "apply" | "undo" | "cancel";

/** Applies a preview, takes an applied one back, or gives a preview up. */
export const actOnRejudging = (
  runId: string,
  id: string,
  action: RejudgingAction,
  author: { readonly author?: string } = {},
): Promise<Rejudging> =>
  sendJson("POST", `/api/runs/${runId}/judge-again/${id}/${action}`, author, Rejudging);
