"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import { classNames } from "@/components/ui/class-names.ts";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatCount, formatNoun } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { RunCredit } from "@/lib/http/wire/credit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { CreditDeciders } from "./credit-deciders.tsx";
import { CreditMargins } from "./credit-margins.tsx";
import { isBehind } from "./credit-figures.ts";
import { CreditRoles } from "./credit-roles.tsx";

type CreditPanelProps = {
  readonly run: Run;
  readonly credit: UseQueryResult<RunCredit>;
  readonly shown: number;
};

/** How far a run's pairs can be trusted: what chance alone would give, how many are reversed, which role decides. */
export function CreditPanel({ run, credit: { data, error, refetch }, shown }: CreditPanelProps) {
  const isTried = data !== undefined && data.threshold !== run.threshold;
  const since = data ? run.progress.treesDone + run.progress.treesFailed - data.trees : 0;
  return (
    <Card className="px-4 py-3" role="region" aria-label="Credit">
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <h2 className="text-section">Credit</h2>
        {data && data.trees > 0 && (
          <span className="text-small text-ink3">
            of {formatNoun(data.trees, "finished tree")}
            {since > 0 && `, ${formatCount(since)} more since`}
            {isTried && `, trying θ = ${data.threshold}, not saved`}: what chance alone would give, and who
            decides
          </span>
        )}
      </div>
      {error && (
        <ErrorNote
          error={error}
          title="The credit could not be read"
          onRetry={() => void refetch()}
          className="mt-2"
        />
      )}
      {!data && !error && <Skeleton className="mt-3 h-64" />}
      {data?.trees === 0 && <p className="text-ink2 py-4">No tree is finished yet.</p>}
      {data && data.trees > 0 && (
        <div
          aria-busy={isBehind(data, shown)}
          className={classNames(
            "mt-2 grid gap-x-8 gap-y-4 transition-opacity lg:grid-cols-[minmax(0,1fr)_300px]",
            isBehind(data, shown) && "opacity-50",
          )}
        >
          <div className="grid min-w-0 content-start gap-3">
            <CreditRoles run={run} credit={data} isTried={isTried} />
            <CreditMargins run={run} credit={data} isTried={isTried} />
          </div>
          <CreditDeciders run={run} credit={data} />
        </div>
      )}
    </Card>
  );
}
