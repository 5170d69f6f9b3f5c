import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { TreeFilter, TreeSort } from "../http/wire/runs.ts";
import type { OverridePut, OverrideResult } from "../http/wire/trees.ts";
import { searchOf } from "./search-of.ts";
import { getJson, sendJson } from "./send.ts";

const runShapes = () => import("../http/wire/runs.ts");
const shapes = () => import("../http/wire/trees.ts");

export type TreeFilters = {
  readonly filter?: z.infer<typeof TreeFilter>;
  readonly sort?: z.infer<typeof TreeSort>;
  /** Looks in question and gold. */
  readonly q?: string;
  /** Full-text search in the completions. */
  readonly text?: string;
};

const pageSize = 100;

export const treesInfiniteQuery = (runId: string, filters: TreeFilters = {}) =>
  infiniteQueryOptions({
    queryKey: ["runs", runId, "trees", filters],
    queryFn: ({ signal, pageParam }) =>
      getJson(
        `/api/runs/${runId}/trees${searchOf({ ...filters, limit: pageSize, cursor: pageParam })}`,
        async () => (await runShapes()).TreeList,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** Trees of a run by filter. */
export const treeCountsQuery = (runId: string) =>
  queryOptions({
    queryKey: ["runs", runId, "tree-counts"],
    queryFn: ({ signal }) =>
      getJson(`/api/runs/${runId}/trees/counts`, async () => (await runShapes()).TreeCounts, { signal }),
  });

export const treeQuery = (treeId: string) =>
  queryOptions({
    queryKey: ["trees", treeId],
    queryFn: ({ signal }) => getJson(`/api/trees/${treeId}`, async () => (await shapes()).Tree, { signal }),
  });

/** What was sent to the model for a node; it never changes. */
export const promptQuery = (nodeId: string) =>
  queryOptions({
    queryKey: ["nodes", nodeId, "prompt"],
    queryFn: ({ signal }) =>
      getJson(`/api/nodes/${nodeId}/prompt`, async () => (await shapes()).NodePrompt, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const putOverride = (nodeId: string, body: OverridePut): Promise<OverrideResult> =>
  sendJson("PUT", `/api/nodes/${nodeId}/override`, body, async () => (await shapes()).OverrideResult);
