"use client";
import { useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names.ts";
import { Bar } from "@/components/ui/bar.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatCount, formatNoun } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { Run } from "@/lib/http/wire/runs.ts";
import { BulkDialog } from "./bulk-dialog.tsx";
import { BlindSwitch } from "./blind-switch.tsx";
import { NoPairs } from "./no-pairs.tsx";
import { PairFilters } from "./pair-filters.tsx";
import { PairQueue } from "./pair-queue.tsx";
import { PairStage } from "./pair-stage.tsx";
import { QueueCard } from "./queue-card.tsx";
import { useJudging } from "./use-judging.ts";
import { usePairKeys } from "./use-pair-keys.ts";
import { usePairQueue } from "./use-pair-queue.ts";
import { VerdictBar } from "./verdict-bar.tsx";

/** Queue, pair and sums. The filters and the pair are in the address. */
export function PairsScreen({ run }: { run: Run }) {
  const queue = usePairQueue(run.id);
  const { filters, query, list, counts, pairs, total, pair, isWaiting, current } = queue;
  const [isQueueOpen, setQueueOpen] = useState(false);
  const [isBulkOpen, setBulkOpen] = useState(false);
  const fold = useRef<HTMLDetailsElement>(null);
  const judging = useJudging(run.id, {
    pair: isWaiting ? null : pair,
    isSettling: filters.state === "conflicts",
    sample: queue.sample,
    onShow: queue.show,
    onDecided: () => {
      const next = pairs[current + 1];
      if (next) queue.show(next);
    },
  });
  const go = (by: number): void => {
    const next = pairs[current + by];
    if (!next || isWaiting) return;
    judging.clearReasons();
    queue.show(next);
  };
  usePairKeys({ pair, judging, foldRef: fold, onGo: go });
  const { decisions } = judging;
  const isHidden = pair !== null && judging.isHidden(pair);
  const all = counts?.["all"] ?? 0;
  const matching = counts?.[filters.state] ?? total;
  const decided = all - (counts?.["undecided"] ?? 0);
  return (
    <div className="flex min-h-0 flex-1 flex-col md:h-[calc(100dvh-48px)] md:flex-none md:flex-row">
      <h1 className="sr-only">Pairs of {run.name}</h1>
      <Button
        variant="ghost"
        aria-expanded={isQueueOpen}
        className="m-2 md:hidden!"
        onClick={() => setQueueOpen(!isQueueOpen)}
      >
        {isQueueOpen
          ? "Hide the queue"
          : `Queue and filters${list.data ? ` · ${formatNoun(total, "pair")}` : ""}`}
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
          counts={counts}
          onChange={queue.setFilters}
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
            onSelect={queue.show}
            onNearEnd={queue.onNearEnd}
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
          <div
            aria-busy={isWaiting || undefined}
            className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-3 py-3 md:px-5"
          >
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
              {judging.isSettling ? (
                <span className="text-small text-ink2 ml-auto">
                  Your word settles what annotators differ on
                </span>
              ) : (
                <BlindSwitch judging={judging} />
              )}
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
        !queue.isAwaited && (
          <NoPairs
            run={run}
            isFiltered={
              filters.role !== "" ||
              filters.min > 0 ||
              filters.q !== "" ||
              filters.tree !== "" ||
              filters.state !== "all"
            }
            onReset={queue.reset}
          />
        )
      )}
      {isBulkOpen && (
        <BulkDialog
          runId={run.id}
          filter={{ ...query, state: filters.state }}
          total={matching}
          decided={filters.state === "all" ? decided : filters.state === "undecided" ? 0 : matching}
          onClose={() => setBulkOpen(false)}
          onSaved={judging.noteBulk}
        />
      )}
      <QueueCard run={run} counts={counts} pair={pair} isHidden={isHidden} />
    </div>
  );
}
