"use client";
import { useQuery } from "@tanstack/react-query";
import { CheckList } from "@/components/runs/check-list.tsx";
import { useRunAction } from "@/components/runs/use-run-action.ts";
import { Bar } from "@/components/ui/bar.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatCount, formatNoun } from "@/components/ui/format.ts";
import { trialQuery } from "@/lib/client/run-checks.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { TrialTable } from "./trial-table.tsx";

/** The one question that a run grows first: what it took, what to look at, and the way on. Absent once all may grow. */
export function TrialCard({ run }: { readonly run: Run }) {
  const {
    data: trial,
    error,
    refetch,
  } = useQuery({
    ...trialQuery(run.id),
    enabled: run.trialTreeId !== null,
  });
  const change = useRunAction(run.id);
  if (run.trialTreeId === null || (run.status !== "growing" && run.status !== "paused")) return null;
  const rest = run.progress.treesTotal - run.progress.treesDone - run.progress.treesFailed;
  return (
    <Card className="px-4 py-3" role="region" aria-label="Trial">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 className="text-section">One question tried</h2>
        <span className="text-small text-ink2">
          {trial === undefined
            ? "reading"
            : trial.whole === null
              ? `${formatCount(trial.nodesDone)} of ${formatCount(trial.nodesTotal)} nodes`
              : `its tree is this run's own; ${formatNoun(rest, "question")} to go`}
        </span>
        <span className="flex-1" />
        <ButtonLink size="sm" href={`/trees/${run.trialTreeId}`}>
          Look at its tree
        </ButtonLink>
        {run.status === "paused" && trial?.whole && (
          <Button
            size="sm"
            variant="primary"
            disabled={change.isPending}
            onClick={() => change.mutate({ kind: "act", action: "resume" })}
          >
            Grow the rest
          </Button>
        )}
        {run.status === "paused" && trial?.whole === null && (
          <>
            <Button
              size="sm"
              disabled={change.isPending}
              onClick={() => change.mutate({ kind: "act", action: "resume" })}
            >
              Grow all
            </Button>
            <Button
              size="sm"
              variant="primary"
              disabled={change.isPending}
              onClick={() => change.mutate({ kind: "act", action: "trial" })}
            >
              Go on with the trial
            </Button>
          </>
        )}
      </div>
      <p className="text-small text-ink2 mt-1 line-clamp-2 min-h-4 wrap-anywhere">{trial?.question}</p>
      {error && (
        <ErrorNote error={error} title="The trial could not be read" onRetry={refetch} className="mt-2" />
      )}
      {!trial?.whole && (
        <Bar
          className="mt-2"
          label="Nodes of the trial written"
          share={trial ? trial.nodesDone / Math.max(1, trial.nodesTotal) : 0}
        />
      )}
      {trial?.whole && (
        <div className="mt-2 grid gap-x-8 gap-y-2.5 md:grid-cols-2">
          <TrialTable trial={trial} whole={trial.whole} />
          <CheckList checks={trial.checks} label="What the trial tells" />
        </div>
      )}
      {change.error && <ErrorNote error={change.error} title="This was not done" className="mt-2" />}
    </Card>
  );
}
