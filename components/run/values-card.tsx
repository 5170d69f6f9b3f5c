"use client";
import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatCount } from "@/components/ui/format.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { valuesQuery } from "@/lib/client/runs.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import type { useThreshold } from "./use-threshold.ts";
import { ValueHistogram } from "./value-histogram.tsx";

type ValuesCardProps = { run: Run; threshold: ReturnType<typeof useThreshold> };

/** The values of all nodes by role; trying a threshold counts positives at once, saving it is one click. */
export function ValuesCard({ run, threshold }: ValuesCardProps) {
  const { data, error, refetch } = useQuery(valuesQuery(run.id));
  const pairs = Object.values(run.pairs).reduce((sum, count) => sum + count, 0);
  const { shown, isTried, save } = threshold;
  const hasValues = data !== undefined && Object.values(data).some((bins) => bins.length > 0);
  return (
    <Card className="px-4 pt-3 pb-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h2 className="text-section">Values by role</h2>
        <span className="text-small text-ink3">
          Drag θ: a node is positive when its value is strictly above it
        </span>
        <span className="flex-1" />
        {isTried ? (
          <>
            <span className="text-small text-ink2">tried, not saved; pairs follow when it is</span>
            <Button size="sm" variant="primary" disabled={save.isPending} onClick={() => save.mutate(shown)}>
              Save θ = {shown.toFixed(2)}
            </Button>
            <Button size="sm" onClick={threshold.forget}>
              Back to {run.threshold}
            </Button>
          </>
        ) : (
          <span className="text-small">
            <b>{formatCount(pairs)}</b> pairs in all
          </span>
        )}
        <span className="rounded-control border-line2 inline-flex h-7 items-center gap-1.5 border px-2.5">
          θ = <b>{shown.toFixed(2)}</b> <Kbd>[</Kbd>
          <Kbd>]</Kbd>
        </span>
      </div>
      {save.error && <ErrorNote error={save.error} title="The threshold was not saved" className="mt-2" />}
      {error && (
        <ErrorNote error={error} title="The values could not be read" onRetry={refetch} className="mt-2" />
      )}
      {!data && !error && <Skeleton className="mt-3 mb-2 h-44" />}
      {data && !hasValues && (
        <p className="text-ink2 py-8 text-center">
          No values yet: they appear as the first leaves are judged.
        </p>
      )}
      {hasValues && (
        <div className="mt-2 flex gap-6 max-md:flex-col">
          {run.roles.map((role) => (
            <ValueHistogram
              key={role.name}
              role={role}
              bins={data[role.name] ?? []}
              threshold={shown}
              pairs={isTried ? null : (run.pairs[role.name] ?? 0)}
              onThreshold={threshold.set}
            />
          ))}
        </div>
      )}
    </Card>
  );
}
