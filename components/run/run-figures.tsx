import type { ReactNode } from "react";
import { RunCost } from "@/components/runs/run-cost.tsx";
import { formatCompact, formatCount, formatUsd } from "@/components/ui/format.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { failureWords } from "./failure-words.ts";
import { JudgeErrorNote } from "./judge-error-note.tsx";

/** What a run has used and how fast it goes, each figure in a place of its own so that none moves the others. */
export function RunFigures({ run }: { readonly run: Run }) {
  const { progress, usage, live } = run;
  const places = run.limits.reduce((sum, { limit }) => sum + (limit ?? 0), 0);
  const failed = live ? failureWords(live.failures) : "";
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(8.25rem,1fr))] gap-x-4 gap-y-2 xl:flex xl:gap-x-4 xl:*:w-23 min-[1400px]:xl:*:w-27">
      <Figure term="Cost" value={<RunCost run={run} />}>
        {run.budget?.usd !== undefined && `of ${formatUsd(run.budget.usd)}`}
      </Figure>
      {live && (
        <>
          <Figure term="In flight" value={formatCount(run.inFlight)}>
            {places > 0 && `of ${formatCount(places)} at once`}
          </Figure>
          <Figure
            term="Per second"
            value={rate(live.perSecond)}
            title="Completions stored a second: over the last ten seconds, and since the run was taken up"
          >
            {live.perSecondOverall !== null && `${rate(live.perSecondOverall)} in all`}
          </Figure>
        </>
      )}
      <Figure term="Requests" value={formatCount(usage.requests)} title={failed}>
        {[
          run.budget?.requests === undefined ? "" : `of ${formatCount(run.budget.requests)}`,
          failed || (usage.retries > 0 ? `${formatCount(usage.retries)} retried` : ""),
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
        {run.budget?.tokens !== undefined && `of ${formatCompact(run.budget.tokens)}`}
      </Figure>
      {run.roles
        .filter((role) => role.isJudged)
        .map((role) => {
          const share = run.accuracy[role.name];
          return share === null || share === undefined ? null : (
            <Figure key={role.name} term={`${role.title} correct`} value={`${(share * 100).toFixed(1)} %`}>
              <JudgeErrorNote runId={run.id} />
            </Figure>
          );
        })}
    </dl>
  );
}

/** One digit below ten, none above; "–" before anything is known. */
function rate(perSecond: number | null): string {
  if (perSecond === null) return "–";
  return perSecond < 9.95 ? perSecond.toFixed(1) : formatCount(perSecond);
}

function Figure({
  term,
  value,
  title,
  children,
}: {
  term: string;
  value: ReactNode;
  title?: string;
  children?: ReactNode;
}) {
  return (
    <div className="min-w-0" title={title || undefined}>
      <dt className="text-tiny text-ink3 truncate">{term}</dt>
      <dd className="tabular-nums">
        <b className="text-[15px]">{value}</b>{" "}
        <span className="text-small text-ink2 block min-h-4 truncate">{children}</span>
      </dd>
    </div>
  );
}
