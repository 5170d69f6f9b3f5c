import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { TreeFilter, TreeSort } from "../core/tree-list.ts";
import type { OverridePut, OverrideResult } from "../http/wire/trees.ts";
import { searchOf } from "./search-of.ts";
import { getJson, sendJson } from "./send.ts";

const runShapes = () => import("../http/wire/runs.ts");
const shapes = () => import("../http/wire/trees.ts");

/** What narrows and sorts a run's trees, as it stands in an address; an empty text is none. */
export type TreeFilters = {
  readonly filter?: TreeFilter;
  readonly sort?: TreeSort;
  /** Looks in question and gold. */
  readonly q?: string;
  /** Full-text search in the completions. */
  readonly text?: string;
  /** What printHaving writes. */
  readonly having?: string;
  /** By key of the metadata the values wanted, as JSON. */
  readonly meta?: string;
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

/**
 * The places in the run of all trees that fit, sorted. `held` names an order that stays as it is while the run grows,
 * until it is asked for by another name; without it the order follows the run.
 */
export const treeOrderQuery = (runId: string, filters: TreeFilters, held: string | null = null) =>
  queryOptions({
    queryKey: ["runs", runId, held === null ? "trees" : "held-trees", "order", filters, held],
    queryFn: ({ signal }) =>
      getJson(
        `/api/runs/${runId}/trees/order${searchOf({ ...filters })}`,
        async () => (await runShapes()).TreeOrder,
        { signal },
      ),
  });

/** The trees at some places of a run, at most 500. */
export const treeRowsQuery = (
  runId: string,
  indexes: readonly number[],
  { text, having }: TreeFilters = {},
) =>
  queryOptions({
    queryKey: ["runs", runId, "trees", "rows", { text, having }, indexes.join()],
    queryFn: ({ signal }) =>
      getJson(
        `/api/runs/${runId}/trees/rows${searchOf({ indexes: indexes.join(), text, having })}`,
        async () => (await runShapes()).TreeRows,
        { signal },
      ),
  });

/** How many trees fit. */
export const treeTotalQuery = (runId: string, filters: TreeFilters) =>
  queryOptions({
    queryKey: ["runs", runId, "trees", "total", filters],
    queryFn: ({ signal }) =>
      getJson(
        `/api/runs/${runId}/trees${searchOf({ ...filters, limit: 1 })}`,
        async () => (await runShapes()).TreeList,
        { signal },
      ),
  });

/** Trees of a run by filter, as far as all else fits. */
export const treeCountsQuery = (runId: string, { q, text, having, meta }: TreeFilters = {}) =>
  queryOptions({
    queryKey: ["runs", runId, "tree-counts", { q, text, having, meta }],
    queryFn: ({ signal }) =>
      getJson(
        `/api/runs/${runId}/trees/counts${searchOf({ q, text, having, meta })}`,
        async () => (await runShapes()).TreeCounts,
        { signal },
      ),
  });

/** By what the questions can be told apart, with the trees behind each value. */
export const treeFacetsQuery = (runId: string, { sort: _, ...filters }: TreeFilters = {}) =>
  queryOptions({
    queryKey: ["runs", runId, "tree-facets", filters],
    queryFn: ({ signal }) =>
      getJson(
        `/api/runs/${runId}/trees/facets${searchOf({ ...filters })}`,
        async () => (await runShapes()).TreeFacets,
        { signal },
      ),
  });

/** The trees beside one in a filtered and sorted list. */
export const treeNeighboursQuery = (treeId: string, filters: TreeFilters) =>
  queryOptions({
    queryKey: ["trees", treeId, "neighbours", filters],
    queryFn: ({ signal }) =>
      getJson(
        `/api/trees/${treeId}/neighbours${searchOf({ ...filters })}`,
        async () => (await runShapes()).TreeNeighbours,
        { signal },
      ),
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
