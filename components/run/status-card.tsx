"use client";
import { statusWords } from "@/components/runs/status-words.ts";
import { Bar } from "@/components/ui/bar.tsx";
import { Card } from "@/components/ui/card.tsx";
import { formatCount, formatDuration, formatMoment, formatUsd } from "@/components/ui/format.ts";
import { StatusDot } from "@/components/ui/status-dot.tsx";
import type { Run } from "@/lib/http/wire/runs.ts";
import { RunFigures } from "./run-figures.tsx";
import { WaitLine } from "./wait-line.tsx";

/** How far the run is, what it has used, why it waits and what can be done about it. */
export function StatusCard({ run, isOffline }: { run: Run; isOffline: boolean }) {
  const { progress, usage } = run;
  const isMoving = run.status === "growing" || run.status === "queued";
  const done = progress.treesDone + progress.treesFailed;
  return (
    <Card className="px-4 py-2.5" role="region" aria-label="Progress">
      <div className="grid items-center gap-x-7 gap-y-2.5 xl:grid-cols-[minmax(260px,1fr)_auto]">
        <div>
          <div className="flex flex-wrap items-center gap-x-2">
            <StatusDot status={run.status} className="mx-0.5" />
            <b>{statusWords[run.status]}</b>
            <span className="text-ink2 tabular-nums">
              {formatCount(done)} of {formatCount(progress.treesTotal)} trees
            </span>
            <span
              className="text-small text-ink2 ml-auto tabular-nums"
              title={
                progress.secondsLeft === null
                  ? undefined
                  : "At this run's own pace: the better of the last minute and all since it was taken up"
              }
            >
              {timeWords(run)}
            </span>
          </div>
          <Bar
            share={progress.nodesTotal > 0 ? progress.nodesDone / progress.nodesTotal : 0}
            label="Completions written"
            className="mt-2"
            colour={isMoving ? "var(--ink)" : "var(--ink3)"}
          />
          {/* Beside the figures, which are as high without it: nothing below moves when it comes. */}
          <p className="text-small text-ink2 mt-1 min-h-4 max-xl:empty:hidden">
            {usage.mayHaveBeenCharged > 0 &&
              `${formatCount(usage.mayHaveBeenCharged)} broken off may be billed too${usage.mayHaveBeenChargedUsd > 0 ? `, ${formatUsd(usage.mayHaveBeenChargedUsd)} at most` : ""}.`}
          </p>
        </div>
        <RunFigures run={run} />
      </div>
      <WaitLine run={run} isOffline={isOffline} />
    </Card>
  );
}

function timeWords(run: Run): string {
  const { secondsLeft } = run.progress;
  if (run.status === "growing")
    return secondsLeft === null ? "measuring the time left" : `${formatDuration(secondsLeft)} left`;
  if (run.finishedAt === null)
    return run.startedAt !== null
      ? `started ${formatMoment(run.startedAt)}`
      : run.isImported
        ? `imported ${formatMoment(run.createdAt)}`
        : "not started";
  const took =
    run.startedAt === null
      ? ""
      : `, took ${formatDuration((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000)}`;
  return `finished ${formatMoment(run.finishedAt)}${took}`;
}
