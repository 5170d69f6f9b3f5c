"use client";
import { useQuery } from "@tanstack/react-query";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useDebounced } from "@/components/ui/use-debounced.ts";
import { creditQuery } from "@/lib/client/credit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { CreditCorrections } from "./credit-corrections.tsx";
import { CreditDeciders } from "./credit-deciders.tsx";
import { CreditMargins } from "./credit-margins.tsx";
import { CreditRoles } from "./credit-roles.tsx";

const settleMs = 300;

/** How far a run's pairs can be trusted: what chance alone would give, which role decides, what became of first answers. */
export function CreditCard({ run, threshold }: { readonly run: Run; readonly threshold: number }) {
  const settled = useDebounced(threshold, settleMs);
  const isMoving = run.status === "growing" || run.status === "queued";
  const { data, error, refetch } = useQuery(creditQuery(run.id, { threshold: settled, isMoving }));
  const isTried = data !== undefined && data.threshold !== run.threshold;
  return (
    <Card className="px-4 py-3" role="region" aria-label="Credit">
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <h2 className="text-section">Credit</h2>
        {data && data.trees > 0 && (
          <span className="text-small text-ink3">
            of {formatNoun(data.trees, "finished tree")}
            {isTried && `, tried at θ = ${data.threshold.toFixed(2)}`}: what chance alone would give, and who
            decides
          </span>
        )}
      </div>
      {error && (
        <ErrorNote error={error} title="The credit could not be read" onRetry={refetch} className="mt-2" />
      )}
      {!data && !error && <Skeleton className="mt-3 h-64" />}
      {data?.trees === 0 && <p className="text-ink2 py-4">No tree is finished yet.</p>}
      {data && data.trees > 0 && (
        <div className="mt-2 grid gap-x-8 gap-y-4 lg:grid-cols-[minmax(0,1fr)_300px]">
          <div className="grid min-w-0 content-start gap-3">
            <CreditRoles run={run} credit={data} isTried={isTried} />
            <CreditMargins run={run} credit={data} isTried={isTried} />
          </div>
          <div className="grid min-w-0 content-start gap-4">
            <CreditDeciders run={run} credit={data} />
            <CreditCorrections run={run} credit={data} />
          </div>
        </div>
      )}
    </Card>
  );
}
