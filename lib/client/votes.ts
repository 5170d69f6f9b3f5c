import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Verdict } from "../core/tree.ts";
import type { VoteEstimate, VotesPost, VoteTask } from "../http/wire/votes.ts";
import { searchOf } from "./search-of.ts";
import { getJson, sendJson } from "./send.ts";

const shapes = () => import("../http/wire/votes.ts");

/** What models were asked about a run, newest first; read again while one is being asked. */
export const voteTasksQuery = (runId: string) =>
  queryOptions({
    queryKey: ["runs", runId, "vote-tasks"],
    queryFn: ({ signal }) =>
      getJson(
        `/api/runs/${runId}/votes/tasks${searchOf({ limit: 500 })}`,
        async () => (await shapes()).VoteTaskList,
        { signal },
      ),
    refetchInterval: ({ state }) => (state.data?.items[0]?.finishedAt === null ? 700 : false),
  });

/** The votes of a run that say one thing, first to last. */
export const votesInfiniteQuery = (runId: string, vote: Verdict) =>
  infiniteQueryOptions({
    queryKey: ["runs", runId, "votes", vote],
    queryFn: ({ signal, pageParam }) =>
      getJson(
        `/api/runs/${runId}/votes${searchOf({ vote, limit: 100, cursor: pageParam })}`,
        async () => (await shapes()).VoteList,
        {
          signal,
        },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** What models said of one leaf, newest first, with what was sent. */
export const nodeVotesQuery = (nodeId: string) =>
  queryOptions({
    queryKey: ["nodes", nodeId, "votes"],
    queryFn: ({ signal }) =>
      getJson(`/api/nodes/${nodeId}/votes`, async () => (await shapes()).NodeVoteList, { signal }),
  });

/** What asking would take, and the first prompt; nothing is sent to the endpoint. */
export const estimateVotes = (runId: string, body: VotesPost, signal?: AbortSignal): Promise<VoteEstimate> =>
  sendJson("POST", `/api/runs/${runId}/votes/estimate`, body, async () => (await shapes()).VoteEstimate, {
    signal,
  });

export const startVotes = (runId: string, body: VotesPost): Promise<VoteTask> =>
  sendJson("POST", `/api/runs/${runId}/votes`, body, async () => (await shapes()).VoteTask);

export const cancelVotes = (runId: string): Promise<VoteTask> =>
  sendJson("POST", `/api/runs/${runId}/votes/cancel`, undefined, async () => (await shapes()).VoteTask);
