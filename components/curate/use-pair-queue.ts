"use client";
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { parseAsFloat, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useCallback, useEffect, useMemo, useState } from "react";
import {
  nodePairsQuery,
  pairCountsQuery,
  pairsInfiniteQuery,
  type PairFilters as PairQuery,
} from "@/lib/client/pairs.ts";
import { treeQuery } from "@/lib/client/trees.ts";
import { PairSort, PairState, type PairItem, type Sample } from "@/lib/http/wire/pairs.ts";
import { isSamePair } from "./use-decisions.ts";

const address = {
  role: parseAsString.withDefault(""),
  state: parseAsStringLiteral(PairState.options).withDefault("all"),
  min: parseAsFloat.withDefault(0),
  q: parseAsString.withDefault(""),
  tree: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(PairSort.options).withDefault("index"),
  seed: parseAsInteger.withDefault(0),
  chosen: parseAsString,
  rejected: parseAsString,
};

/** So many trees are read ahead of the pair on screen; pairs of one tree share it. */
const treesAhead = 6;

/** The queue of a run's pairs by the filters of the address, and the pair before the person. */
export function usePairQueue(runId: string) {
  const [state, setState] = useQueryStates(address, { history: "replace" });
  const { chosen, rejected, ...filters } = state;
  const query = useMemo(
    (): PairQuery => ({
      ...(state.role && { role: state.role }),
      ...(state.min > 0 && { minMargin: state.min }),
      ...(state.tree && { treeId: state.tree }),
      ...(state.q && { q: state.q }),
    }),
    [state.role, state.min, state.tree, state.q],
  );
  const list = useInfiniteQuery({
    ...pairsInfiniteQuery(runId, {
      ...query,
      state: state.state,
      sort: state.sort,
      ...(state.sort === "random" && { seed: state.seed }),
    }),
    placeholderData: keepPreviousData,
  });
  const counts = useQuery(pairCountsQuery(runId, query));
  const pairs = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  // The pair stays on screen even where a filter no longer covers it: after a decision, after an undo.
  const [pinned, setPinned] = useState<PairItem | null>(null);
  const key =
    chosen !== null && rejected !== null ? { chosenNodeId: chosen, rejectedNodeId: rejected } : null;
  const found = key ? pairs.findIndex((pair) => isSamePair(pair, key)) : pairs.length > 0 ? 0 : -1;
  const known = pairs[found] ?? (key && pinned && isSamePair(pinned, key) ? pinned : null);
  // An address may name a pair that stands far down the queue: it is read by itself.
  const named = useQuery({
    ...nodePairsQuery(runId, chosen ?? ""),
    enabled: key !== null && known === null && list.data !== undefined,
    select: (ofChosen) => ofChosen.find((one) => key !== null && isSamePair(one, key)) ?? null,
  });
  const isAwaited = key !== null && known === null && named.isLoading;
  const wanted = known ?? (key && named.data) ?? (isAwaited ? null : (pairs[0] ?? null));

  // The pair before stays until the tree of the next one is here: no empty frame between two pairs.
  const tree = useQuery({
    ...treeQuery(wanted?.treeId ?? ""),
    staleTime: 60_000,
    enabled: wanted !== null,
  });
  const isReady = wanted === null || !tree.isPending;
  const [shown, setShown] = useState(wanted);
  if (isReady && shown !== wanted) setShown(wanted);
  const pair = isReady ? wanted : (shown ?? wanted);
  const isWaiting = pair !== wanted;
  const current = pair ? pairs.findIndex((one) => isSamePair(one, pair)) : -1;

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const client = useQueryClient();
  useEffect(() => {
    const near = new Set<string>();
    for (const { treeId } of pairs.slice(Math.max(0, current))) {
      if (near.size > treesAhead) break;
      near.add(treeId);
    }
    for (const treeId of near) void client.prefetchQuery({ ...treeQuery(treeId), staleTime: 60_000 });
  }, [client, pairs, current]);

  const show = (next: PairItem | null): void => {
    setPinned(next);
    void setState(
      next ? { chosen: next.chosenNodeId, rejected: next.rejectedNodeId } : { chosen: null, rejected: null },
    );
  };
  // Judged or not judged yet, in an order drawn of all: other filters would pick.
  const isSample =
    state.sort === "random" &&
    state.q === "" &&
    state.tree === "" &&
    (state.state === "all" || state.state === "undecided");
  const sample: Sample | null = isSample
    ? {
        seed: state.seed,
        ordinal: state.state === "all" && current >= 0 ? current + 1 : null,
        role: state.role === "" ? null : state.role,
        minMargin: state.min > 0 ? state.min : null,
      }
    : null;
  return {
    filters,
    query,
    setFilters: (patch: Partial<typeof filters>) => void setState({ ...patch, chosen: null, rejected: null }),
    reset: () => void setState(null),
    list,
    counts: counts.data ?? null,
    pairs,
    total: list.data?.pages[0]?.total ?? 0,
    pair,
    /** Whether the pair on screen waits for the next one's texts: keys decide nothing then. */
    isWaiting,
    isAwaited,
    current,
    sample,
    show,
    onNearEnd,
  };
}
