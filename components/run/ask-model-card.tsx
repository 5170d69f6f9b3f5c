"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { voteTasksQuery } from "@/lib/client/votes.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { AskModelDialog } from "./ask-model-dialog.tsx";
import { RowsLink } from "./rows-link.tsx";
import { AskModelProgress } from "./ask-model-progress.tsx";

/** The leaves that the judge could not tell, and what a model says of them; absent where there are neither. */
export function AskModelCard({ run }: { run: Run }) {
  const { data, error, refetch } = useQuery(voteTasksQuery(run.id));
  const [isOpen, setOpen] = useState(false);
  const [task] = data?.items ?? [];
  const isAsking = task !== undefined && task.finishedAt === null;
  if (run.unknownLeaves === 0 && task === undefined) return null;
  return (
    <Card className="px-4 py-3" role="region" aria-label="Unknown answers">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 className="text-section">Unknown answers</h2>
        {run.unknownLeaves > 0 ? (
          <RowsLink to="unknown" className="text-accent font-[550] hover:underline">
            {formatNoun(run.unknownLeaves, "leaf", "leaves")} the judge cannot tell
          </RowsLink>
        ) : (
          <span className="text-ink2">None left: each has a verdict.</span>
        )}
        <span className="flex-1" />
        {!isAsking && run.unknownLeaves > 0 && (
          <Button size="sm" onClick={() => setOpen(true)}>
            Ask a model…
          </Button>
        )}
      </div>
      {error && (
        <ErrorNote error={error} title="The votes could not be read" onRetry={refetch} className="mt-2" />
      )}
      {task ? (
        <AskModelProgress runId={run.id} tasks={data?.items ?? []} />
      ) : (
        <p className="text-small text-ink2 mt-1 max-w-[80ch]">
          A model of your choice can vote on them. A vote stands beside the verdict and changes nothing: it
          counts only where you take it over.
        </p>
      )}
      {isOpen && <AskModelDialog run={run} onClose={() => setOpen(false)} />}
    </Card>
  );
}
