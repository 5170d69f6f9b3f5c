"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatCount, formatNoun } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { RunCredit } from "@/lib/http/wire/credit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { CreditDeciders } from "./credit-deciders.tsx";
import { CreditMargins } from "./credit-margins.tsx";
import { CreditRoles } from "./credit-roles.tsx";

type CreditPanelProps = { readonly run: Run; readonly credit: UseQueryResult<RunCredit> };

/** How far a run's pairs can be trusted: what chance alone would give, how many are reversed, which role decides. */
export function CreditPanel({ run, credit: { data, error, refetch } }: CreditPanelProps) {
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
            {isTried && `, tried at θ = ${data.threshold}`}: what chance alone would give, and who decides
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
        <div className="mt-2 grid gap-x-8 gap-y-4 lg:grid-cols-[minmax(0,1fr)_300px]">
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
