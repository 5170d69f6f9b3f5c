"use client";
import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatCount, formatNoun } from "@/components/ui/format.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { valuesQuery } from "@/lib/client/runs.ts";
import { countAtThreshold } from "@/lib/draw/count-at-threshold.ts";
import type { Run, RunValues } from "@/lib/http/wire/runs.ts";
import { ThresholdField } from "./threshold-field.tsx";
import type { TriedThreshold } from "./use-threshold.ts";
import { ValueHistogram } from "./value-histogram.tsx";

type ValuesCardProps = { readonly run: Run; readonly threshold: TriedThreshold };

const pairsAt = (values: RunValues | undefined, threshold: number): number =>
  Object.values(values ?? {}).reduce((sum, bins) => sum + countAtThreshold(bins, threshold).pairs, 0);

/** The values of all nodes by role; trying a threshold counts positives and pairs at once, saving it is one click. */
export function ValuesCard({ run, threshold }: ValuesCardProps) {
  const { data, error, refetch } = useQuery(valuesQuery(run.id));
  const hasValues = data !== undefined && Object.values(data).some((bins) => bins.length > 0);
  return (
    <Card className="min-w-0 px-4 pt-2.5 pb-1.5" role="region" aria-label="Values by role">
      <div className="flex min-h-8 flex-wrap items-center gap-x-2.5 gap-y-1">
        <h2 className="text-section">Values by role</h2>
        <span className="text-small text-ink3 max-xl:hidden">
          Drag θ: a node is positive when its value is strictly above it
        </span>
        <span className="flex-1" />
        {hasValues && (
          <PairsInAll
            pairs={pairsAt(data, threshold.shown)}
            saved={pairsAt(data, run.threshold)}
            threshold={threshold}
            savedThreshold={run.threshold}
          />
        )}
        <Saving run={run} threshold={threshold} />
        <ThresholdField threshold={threshold} />
        <span className="flex gap-1 max-md:hidden">
          <Kbd>[</Kbd>
          <Kbd>]</Kbd>
        </span>
      </div>
      {threshold.save.error && (
        <ErrorNote error={threshold.save.error} title="The threshold was not saved" className="mt-2" />
      )}
      {error && (
        <ErrorNote error={error} title="The values could not be read" onRetry={refetch} className="mt-2" />
      )}
      {!data && !error && <Skeleton className="mt-3 mb-2 h-40" />}
      {data && !hasValues && (
        <p className="text-ink2 grid h-[166px] place-items-center text-center">
          No values yet: they appear as the first leaves are judged.
        </p>
      )}
      {hasValues && (
        <div className="mt-1.5 flex gap-6 max-md:flex-col max-md:gap-3">
          {run.roles.map((role) => (
            <ValueHistogram
              key={role.name}
              runId={run.id}
              role={role}
              bins={data[role.name] ?? []}
              threshold={threshold}
            />
          ))}
        </div>
      )}
    </Card>
  );
}

type PairsInAllProps = {
  readonly pairs: number;
  readonly saved: number;
  readonly threshold: TriedThreshold;
  readonly savedThreshold: number;
};

function PairsInAll({ pairs, saved, threshold, savedThreshold }: PairsInAllProps) {
  const more = pairs - saved;
  return (
    <span className="text-small tabular-nums">
      <b>{formatCount(pairs)}</b> {pairs === 1 ? "pair" : "pairs"}
      {threshold.isTried
        ? `, ${more === 0 ? "as many as" : `${formatCount(Math.abs(more))} ${more > 0 ? "more" : "fewer"} than`} at ${savedThreshold}`
        : " in all"}
    </span>
  );
}

function Saving({ run, threshold }: ValuesCardProps) {
  const { shown, isTried, before, save, forget } = threshold;
  if (isTried)
    return (
      <>
        <Button size="sm" variant="primary" disabled={save.isPending} onClick={() => save.mutate(shown)}>
          {save.isPending ? "Saving…" : `Save θ = ${shown}`}
        </Button>
        <Button size="sm" disabled={save.isPending} onClick={forget}>
          Back to {run.threshold}
        </Button>
      </>
    );
  if (before === null) return null;
  return (
    <Button
      size="sm"
      disabled={save.isPending}
      title={`${formatNoun(
        Object.values(run.pairs).reduce((sum, pairs) => sum + pairs, 0),
        "pair",
      )} now`}
      onClick={() => save.mutate(before)}
    >
      {save.isPending ? "Undoing…" : `Undo: back to ${before}`} <Kbd>u</Kbd>
    </Button>
  );
}
