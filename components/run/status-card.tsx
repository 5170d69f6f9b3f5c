"use client";
import Link from "next/link";
import { useEffect, useState, type ReactNode } from "react";
import { NoPrice } from "@/components/runs/no-price.tsx";
import { statusWords } from "@/components/runs/status-words.ts";
import { useUnpriced } from "@/components/runs/use-unpriced.ts";
import { Bar } from "@/components/ui/bar.tsx";
import { Card } from "@/components/ui/card.tsx";
import {
  formatCompact,
  formatCount,
  formatDuration,
  formatMoment,
  formatUsd,
} from "@/components/ui/format.ts";
import { StatusDot } from "@/components/ui/status-dot.tsx";
import type { Run } from "@/lib/http/wire/runs.ts";
import { TryNow } from "./try-now.tsx";

/** How far the run is, what it has used, why it waits and what can be done about it. */
export function StatusCard({ run, isOffline }: { run: Run; isOffline: boolean }) {
  const { progress, usage } = run;
  const unpriced = useUnpriced(run);
  const isMoving = run.status === "growing" || run.status === "queued";
  const done = progress.treesDone + progress.treesFailed;
  return (
    <Card className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-7 gap-y-3">
        <div className="min-w-[min(100%,320px)] flex-1">
          <div className="flex flex-wrap items-center gap-x-2">
            <StatusDot status={run.status} className="mx-0.5" />
            <b>{statusWords[run.status]}</b>
            <span className="text-ink2">
              {formatCount(done)} of {formatCount(progress.treesTotal)} trees
            </span>
            <span className="text-small text-ink2 ml-auto">{timeWords(run)}</span>
          </div>
          <Bar
            share={progress.nodesTotal > 0 ? progress.nodesDone / progress.nodesTotal : 0}
            label="Completions written"
            className="mt-2"
            colour={isMoving ? "var(--ink)" : "var(--ink3)"}
          />
        </div>
        <dl className="flex flex-wrap gap-x-6 gap-y-2">
          <Figure
            term="Cost"
            value={
              unpriced.length > 0 && usage.costUsd === 0 ? (
                <NoPrice models={unpriced} />
              ) : (
                formatUsd(usage.costUsd)
              )
            }
          >
            {run.budget?.usd === undefined ? "" : `of ${formatUsd(run.budget.usd)}`}
            {usage.mayHaveBeenCharged > 0 &&
              ` · ${formatCount(usage.mayHaveBeenCharged)} broken off may be billed too${usage.mayHaveBeenChargedUsd > 0 ? `, ${formatUsd(usage.mayHaveBeenChargedUsd)} at most` : ""}`}
          </Figure>
          {isMoving && <Figure term="In flight" value={formatCount(run.inFlight)} />}
          <Figure term="Requests" value={formatCount(usage.requests)}>
            {[
              run.budget?.requests === undefined ? "" : `of ${formatCount(run.budget.requests)}`,
              usage.retries > 0 ? `${formatCount(usage.retries)} retried` : "",
            ]
              .filter(Boolean)
              .join(" · ")}
          </Figure>
          <Figure term="Nodes" value={formatCount(progress.nodesDone)}>
            {[
              `of ${formatCount(progress.nodesTotal)}`,
              run.failedParts > 0 ? `${formatCount(run.failedParts)} failed` : "",
            ]
              .filter(Boolean)
              .join(" · ")}
          </Figure>
          <Figure
            term="Tokens in, out"
            value={`${formatCompact(usage.promptTokens)}, ${formatCompact(usage.completionTokens)}`}
          >
            {run.budget?.tokens === undefined ? "" : `of ${formatCompact(run.budget.tokens)}`}
          </Figure>
          {run.roles
            .filter((role) => role.isJudged)
            .map((role) => {
              const share = run.accuracy[role.name];
              return share === null || share === undefined ? null : (
                <Figure
                  key={role.name}
                  term={`${role.title} correct`}
                  value={`${(share * 100).toFixed(1)} %`}
                />
              );
            })}
        </dl>
      </div>
      {run.waitingFor !== null && !isOffline && (
        <p
          role="status"
          className="rounded-control bg-warnbg text-small text-warn mt-2.5 px-3 py-1.5 wrap-anywhere"
        >
          {run.waitingReason ?? `Waiting for: ${run.waitingFor.replace("_", " ")}.`}{" "}
          <Countdown until={run.waitingUntil} />
          <TryNow run={run} />
          {run.waitingFor === "endpoint" && (
            <>
              {" "}
              <Link href="/endpoints" className="underline">
                Correct the endpoint
              </Link>
              {run.status === "paused" && ", then resume: nothing is lost."}
            </>
          )}
        </p>
      )}
      {isOffline && (
        <p role="status" className="rounded-control bg-warnbg text-small text-warn mt-2.5 px-3 py-1.5">
          The live connection is gone: this is the last state that was read. It is tried again by itself.
        </p>
      )}
    </Card>
  );
}

function timeWords(run: Run): string {
  const { secondsLeft } = run.progress;
  if (run.status === "growing")
    return secondsLeft === null ? "measuring the time left" : `${formatDuration(secondsLeft)} left`;
  if (run.finishedAt === null)
    return run.startedAt === null ? "not started" : `started ${formatMoment(run.startedAt)}`;
  const took =
    run.startedAt === null
      ? ""
      : `, took ${formatDuration((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000)}`;
  return `finished ${formatMoment(run.finishedAt)}${took}`;
}

function Figure({ term, value, children }: { term: string; value: ReactNode; children?: ReactNode }) {
  return (
    <div>
      <dt className="text-tiny text-ink3">{term}</dt>
      <dd>
        <b className="text-[15px]">{value}</b> <span className="text-small text-ink2">{children}</span>
      </dd>
    </div>
  );
}

/** "Goes on in 6 s", counted down in place. */
function Countdown({ until }: { until: string | null }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (until === null) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  if (until === null) return null;
  const seconds = Math.ceil((Date.parse(until) - now) / 1000);
  return seconds > 0 ? <b>Goes on in {formatDuration(seconds)}.</b> : <b>Goes on now.</b>;
}
