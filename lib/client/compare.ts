import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ComparedFilter, ComparedSort } from "../http/wire/compare.ts";
import { searchOf } from "./search-of.ts";
import { getJson } from "./send.ts";

const shapes = () => import("../http/wire/compare.ts");

export type RunPair = { readonly a: string; readonly b: string; readonly threshold: number | null };

/** Two runs beside each other at one threshold; null takes A's own. */
export const comparisonQuery = (runs: RunPair) =>
  queryOptions({
    queryKey: ["compare", runs],
    queryFn: ({ signal }) =>
      getJson(`/api/compare${searchOf(runs)}`, async () => (await shapes()).Comparison, { signal }),
    placeholderData: keepPreviousData,
  });

const pageSize = 100;

export type ComparedChoice = {
  readonly filter: ComparedFilter;
  readonly sort: ComparedSort;
  /** Looks in question and gold. */
  readonly q: string;
};

/** The questions that two runs share, page by page. */
export const comparedQuestionsQuery = (runs: RunPair, choice: ComparedChoice) =>
  infiniteQueryOptions({
    queryKey: ["compare", runs, "questions", choice],
    queryFn: ({ signal, pageParam }) =>
      getJson(
        `/api/compare/questions${searchOf({ ...runs, ...choice, limit: pageSize, cursor: pageParam })}`,
        async () => (await shapes()).ComparedQuestionList,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** A tree as it is labelled at a threshold; null is its run's own. */
export const treeAtQuery = (treeId: string, threshold: number | null) =>
  queryOptions({
    queryKey: ["trees", treeId, { threshold }],
    queryFn: ({ signal }) =>
      getJson(
        `/api/trees/${treeId}${searchOf({ threshold })}`,
        async () => (await import("../http/wire/trees.ts")).Tree,
        { signal },
      ),
  });
