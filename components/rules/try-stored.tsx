import type { UseQueryResult } from "@tanstack/react-query";
import { GoldProblemTable } from "@/components/datasets/gold-problem-table.tsx";
import { Card } from "@/components/ui/card.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { RuleTried } from "@/lib/http/wire/rule-trials.ts";
import { TriedResult } from "./tried-result.tsx";
import { staleWords } from "./try-text.tsx";

/** What the rule makes of the data set's own golds and of completions that its runs stored. */
export function TryStored({
  trial,
  isStale,
}: {
  readonly trial: UseQueryResult<RuleTried>;
  /** The rule is not complete, so what stands here is of an earlier one. */
  readonly isStale: boolean;
}) {
  const items = trial.data?.items.filter(({ stored }) => stored !== null) ?? [];
  const count = (verdict: string): number => items.filter((item) => item.verdict === verdict).length;
  const changed = items.filter(
    ({ stored, verdict }) => stored?.verdict !== null && stored?.verdict !== verdict,
  ).length;
  const golds = trial.data?.golds;
  return (
    <Card className="overflow-hidden" aria-busy={trial.isFetching}>
      <div className="grid gap-1 p-4">
        <h2 className="text-section">On this data set</h2>
        {isStale && trial.data && <p className="text-small text-ink2">{staleWords}</p>}
        {trial.isError && (
          <ErrorNote error={trial.error} title="The rule was not tried" onRetry={() => trial.refetch()} />
        )}
        {trial.isPending && !trial.isError && (
          <div className="grid gap-2">
            <Skeleton className="h-5" />
            <Skeleton className="h-5 w-2/3" />
          </div>
        )}
        {golds && (
          <p aria-live="polite">
            {golds.problems === 0 ? (
              <>{formatNoun(golds.read, "gold")} read, all of them can be compared.</>
            ) : (
              <>
                {formatNoun(golds.read, "gold")} read,{" "}
                <b className="text-warn">{golds.problems} cannot be compared</b>:
              </>
            )}
          </p>
        )}
        {golds && golds.problems > 0 && <GoldProblemTable problems={golds.first} />}
        {items.length > 0 && (
          <p aria-live="polite">
            {formatNoun(items.length, "stored answer")}: {count("correct")} correct, {count("incorrect")}{" "}
            incorrect, {count("unknown")} unknown.{" "}
            {changed === 0
              ? "No verdict differs from the one that stands."
              : `${formatNoun(changed, "verdict differs", "verdicts differ")} from the one that stands.`}
          </p>
        )}
      </div>
      {trial.data && items.length === 0 && (
        <EmptyNote title="No stored answers yet" className="py-6!">
          Once a run has grown over this data set, some of its answers are judged here.
        </EmptyNote>
      )}
      {items.length > 0 && (
        <div className="border-line relative max-h-[520px] overflow-y-auto border-t">
          {items.map((item) => (
            <TriedResult key={item.stored?.nodeId} item={item} />
          ))}
        </div>
      )}
    </Card>
  );
}
