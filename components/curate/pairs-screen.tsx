"use client";
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { parseAsFloat, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names.ts";
import { Bar } from "@/components/ui/bar.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatCount, formatNoun } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import {
  nodePairsQuery,
  pairCountsQuery,
  pairsInfiniteQuery,
  type PairFilters as PairQuery,
} from "@/lib/client/pairs.ts";
import { treeQuery } from "@/lib/client/trees.ts";
import { PairSort, PairState, type DecisionVerdict, type PairItem } from "@/lib/http/wire/pairs.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { BulkDialog } from "./bulk-dialog.tsx";
import { BlindSwitch } from "./blind-switch.tsx";
import { NoPairs } from "./no-pairs.tsx";
import { PairFilters } from "./pair-filters.tsx";
import { PairQueue } from "./pair-queue.tsx";
import { PairStage } from "./pair-stage.tsx";
import { QueueCard } from "./queue-card.tsx";
import { isSamePair } from "./use-decisions.ts";
import { useJudging } from "./use-judging.ts";
import { reasons } from "./verdicts.ts";
import { VerdictBar } from "./verdict-bar.tsx";

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

/** Trees read ahead of the pair on screen. */
const ahead = 3;

/** Queue, pair and sums. The filters and the pair are in the address. */
export function PairsScreen({ run }: { run: Run }) {
  const [state, setState] = useQueryStates(address, { history: "replace" });
  const { chosen, rejected, ...filters } = state;
  const query = useMemo((): PairQuery => {
    const base = {
      ...(state.role && { role: state.role }),
      ...(state.min > 0 && { minMargin: state.min }),
      ...(state.tree && { treeId: state.tree }),
      ...(state.q && { q: state.q }),
    };
    return base;
  }, [state.role, state.min, state.tree, state.q]);
  const list = useInfiniteQuery({
    ...pairsInfiniteQuery(run.id, {
      ...query,
      state: state.state,
      sort: state.sort,
      ...(state.sort === "random" && { seed: state.seed }),
    }),
    placeholderData: keepPreviousData,
  });
  const counts = useQuery(pairCountsQuery(run.id, query));
  const pairs = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total ?? 0;
  // The pair stays on screen even where a filter no longer covers it: after a decision, after an undo.
  const [pinned, setPinned] = useState<PairItem | null>(null);
  const key =
    chosen !== null && rejected !== null ? { chosenNodeId: chosen, rejectedNodeId: rejected } : null;
  const found = key ? pairs.findIndex((pair) => isSamePair(pair, key)) : pairs.length > 0 ? 0 : -1;
  const known = pairs[found] ?? (key && pinned && isSamePair(pinned, key) ? pinned : null);
  // An address may name a pair that stands far down the queue: it is read by itself.
  const named = useQuery({
    ...nodePairsQuery(run.id, chosen ?? ""),
    enabled: key !== null && known === null && list.data !== undefined,
    select: (ofChosen) => ofChosen.find((one) => key !== null && isSamePair(one, key)) ?? null,
  });
  const isAwaited = key !== null && known === null && named.isLoading;
  const pair = known ?? (key && named.data) ?? (isAwaited ? null : (pairs[0] ?? null));
  const current = pair ? pairs.findIndex((one) => isSamePair(one, pair)) : -1;
  const [isQueueOpen, setQueueOpen] = useState(false);
  const [isBulkOpen, setBulkOpen] = useState(false);
  const fold = useRef<HTMLDetailsElement>(null);
  const [client, router] = [useQueryClient(), useRouter()];

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  useEffect(() => {
    const near = new Set(pairs.slice(Math.max(0, current), current + 1 + ahead).map((one) => one.treeId));
    for (const treeId of near) void client.prefetchQuery({ ...treeQuery(treeId), staleTime: 60_000 });
  }, [client, pairs, current]);

  const show = (next: PairItem | null): void => {
    setPinned(next);
    void setState(
      next ? { chosen: next.chosenNodeId, rejected: next.rejectedNodeId } : { chosen: null, rejected: null },
    );
  };
  const go = (by: number): void => {
    const next = pairs[current + by];
    if (!next) return;
    judging.clearReasons();
    show(next);
  };
  const judging = useJudging(run.id, {
    pair,
    onShow: show,
    onDecided: () => {
      const next = pairs[current + 1];
      if (next) show(next);
    },
  });
  const { decisions } = judging;
  /** A key that is held down decides one pair, not a row of them. */
  const once = (act: () => void) => (event: KeyboardEvent) => {
    if (!event.repeat) act();
  };
  const saying = (verdict: DecisionVerdict) => once(() => judging.say(verdict));
  const isHidden = pair !== null && judging.isHidden(pair);
  /** On a focused control these keys are the control's own. */
  useHotkeys({
    enter: once(judging.confirm),
    space: () => go(1),
    arrowleft: once(() => judging.saySide(true)),
    arrowright: once(() => judging.saySide(false)),
    arrowdown: saying("tie"),
    s: once(() => !isHidden && judging.say("swap")),
    x: saying("reject"),
    f: saying("flag"),
    u: judging.takeBack,
    "shift+u": judging.sayAgain,
    b: judging.toggleBlind,
    j: () => go(1),
    k: () => go(-1),
    e: () => fold.current && (fold.current.open = !fold.current.open),
    t: () =>
      pair &&
      !isHidden &&
      router.push(`/trees/${pair.treeId}?node=${pair.chosenPath}&against=${pair.rejectedPath}`),
    ...Object.fromEntries(reasons.map((words, at) => [String(at + 1), () => judging.toggleReason(words)])),
  });
  const all = counts.data?.["all"] ?? 0;
  const matching = counts.data?.[state.state] ?? total;
  const decided = all - (counts.data?.["undecided"] ?? 0);
  return (
    <div className="flex min-h-0 flex-1 flex-col md:h-[calc(100dvh-48px)] md:flex-none md:flex-row">
      <h1 className="sr-only">Pairs of {run.name}</h1>
      <Button
        variant="ghost"
        aria-expanded={isQueueOpen}
        className="m-2 md:hidden!"
        onClick={() => setQueueOpen(!isQueueOpen)}
      >
        {isQueueOpen ? "Hide the queue" : `Queue and filters · ${formatNoun(total, "pair")}`}
      </Button>
      <section
        aria-label="Queue"
        className={classNames(
          "flex min-h-0 flex-col border-line bg-surface max-md:border-b md:w-[272px] md:shrink-0 md:border-r",
          !isQueueOpen && "max-md:hidden",
        )}
      >
        <PairFilters
          key={filters.q}
          roles={run.roles}
          filters={filters}
          counts={counts.data ?? null}
          onChange={(patch) => void setState({ ...patch, chosen: null, rejected: null })}
        />
        {list.error && (
          <ErrorNote
            error={list.error}
            title="The pairs could not be read"
            onRetry={list.refetch}
            className="m-3"
          />
        )}
        {!list.data &&
          !list.error &&
          Array.from({ length: 8 }, (_, at) => <Skeleton key={at} className="mx-3 mt-2.5 h-9" />)}
        {list.data && (
          <PairQueue
            pairs={pairs}
            total={total}
            roles={run.roles}
            current={current}
            isHidden={judging.isHidden}
            onSelect={show}
            onNearEnd={onNearEnd}
          />
        )}
        {list.data && (
          <div className="border-line text-small text-ink2 flex items-center gap-2 border-t px-3 py-2">
            <span className="flex-1">{formatNoun(total, "pair")}</span>
            <Button size="sm" disabled={total === 0} onClick={() => setBulkOpen(true)}>
              Decide all…
            </Button>
          </div>
        )}
      </section>
      {pair ? (
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-3 py-3 md:px-5">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <b>
                {current >= 0
                  ? `Pair ${formatCount(current + 1)} of ${formatCount(total)}`
                  : "A pair outside the queue"}
              </b>
              <Bar share={all > 0 ? decided / all : 0} label="Decided" className="w-44" />
              <span className="text-small text-ink2">
                {formatCount(decided)} of {formatCount(all)} decided
              </span>
              <BlindSwitch judging={judging} />
            </div>
            {decisions.error && (
              <ErrorNote
                error={decisions.error}
                title="The last decision was not saved"
                onRetry={() => decisions.failed && decisions.decide(decisions.failed)}
              />
            )}
            <PairStage
              key={`${pair.chosenNodeId} ${pair.rejectedNodeId}`}
              pair={pair}
              judging={judging}
              foldRef={fold}
            />
          </div>
          <VerdictBar pair={pair} judging={judging} onSkip={() => go(1)} />
        </div>
      ) : (
        list.data &&
        !isAwaited && (
          <NoPairs
            run={run}
            isFiltered={
              state.role !== "" ||
              state.min > 0 ||
              state.q !== "" ||
              state.tree !== "" ||
              state.state !== "all"
            }
            onReset={() => void setState(null)}
          />
        )
      )}
      {isBulkOpen && (
        <BulkDialog
          runId={run.id}
          filter={{ ...query, state: state.state }}
          total={matching}
          decided={state.state === "all" ? decided : state.state === "undecided" ? 0 : matching}
          onClose={() => setBulkOpen(false)}
          onSaved={judging.noteBulk}
        />
      )}
      <QueueCard run={run} counts={counts.data ?? null} pair={pair} isHidden={isHidden} />
    </div>
  );
}
