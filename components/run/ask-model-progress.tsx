"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { NoPrice } from "@/components/runs/no-price.tsx";
import { unpricedModels } from "@/components/runs/price-state.ts";
import { Bar } from "@/components/ui/bar.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatCompact, formatCount, formatMoment, formatNoun, formatUsd } from "@/components/ui/format.ts";
import { endpointsQuery } from "@/lib/client/endpoints.ts";
import { cancelVotes, voteTasksQuery } from "@/lib/client/votes.ts";
import type { Verdict } from "@/lib/core/tree.ts";
import type { VoteTask } from "@/lib/http/wire/votes.ts";
import { voteWords } from "@/components/votes/vote-words.ts";
import { VotesDialog } from "./votes-dialog.tsx";

const verdicts: readonly Verdict[] = ["correct", "incorrect", "unknown"];

const sumOf = (tasks: readonly VoteTask[], of: (task: VoteTask) => number): number =>
  tasks.reduce((sum, task) => sum + of(task), 0);

/** How the last asking goes or went, and what all of them gave and cost; each count opens its votes. */
export function AskModelProgress({ runId, tasks }: { runId: string; tasks: readonly VoteTask[] }) {
  const [shown, setShown] = useState<Verdict | null>(null);
  const endpoints = useQuery(endpointsQuery());
  const [task] = tasks;
  if (!task) return null;
  const { usage } = task;
  const unpriced = endpoints.data ? unpricedModels(tasks, endpoints.data.items) : [];
  const costs = sumOf(tasks, (one) => one.usage.costUsd);
  const tokens = sumOf(tasks, (one) => one.usage.promptTokens + one.usage.completionTokens);
  return (
    <div className="mt-2">
      {task.finishedAt === null && <Asking runId={runId} task={task} />}
      <div className="text-small flex flex-wrap items-center gap-x-4 gap-y-1.5">
        <span className="-ml-2 flex flex-wrap items-center" role="group" aria-label="Votes">
          {verdicts.map((vote) => (
            <Button
              key={vote}
              size="sm"
              variant="ghost"
              className={vote === "correct" ? "text-good!" : vote === "incorrect" ? "text-bad!" : ""}
              onClick={() => setShown(vote)}
            >
              <b>{formatCount(sumOf(tasks, (one) => one.votes[vote]))}</b> {voteWords[vote]}
            </Button>
          ))}
        </span>
        <span className="text-ink2">
          {costs === 0 && unpriced.length > 0 ? <NoPrice models={unpriced} /> : formatUsd(costs)},{" "}
          {formatCompact(tokens)} tokens, apart from the run’s own cost
        </span>
        <span className="text-ink3">
          {[...new Set(tasks.map(({ model }) => model))].join(", ")}
          {tasks.length > 1 && ` · asked ${tasks.length} times, last`} ·{" "}
          <time dateTime={task.createdAt}>{formatMoment(task.createdAt)}</time>
        </span>
      </div>
      {task.finishedAt !== null && <Outcome task={task} />}
      {usage.mayHaveBeenCharged > 0 && (
        <p className="text-small text-ink2 mt-1">
          {formatNoun(usage.mayHaveBeenCharged, "request")} broke off and may be billed too.
        </p>
      )}
      {shown !== null && <VotesDialog runId={runId} vote={shown} onClose={() => setShown(null)} />}
    </div>
  );
}

function Asking({ runId, task }: { runId: string; task: VoteTask }) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelVotes(runId),
    onSettled: () => client.invalidateQueries({ queryKey: voteTasksQuery(runId).queryKey }),
  });
  const { correct, incorrect, unknown } = task.votes;
  const done = correct + incorrect + unknown + task.leavesFailed + task.leavesSkipped;
  const isEnding = task.status !== "asking";
  return (
    <div className="mb-2">
      <div className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
        <b>{isEnding ? "Ending" : "Asking"}</b>
        <span className="text-ink2">
          {formatCount(done)} of {formatNoun(task.leavesTotal, "leaf", "leaves")}
        </span>
        <span className="text-small text-ink3">{formatCount(task.inFlight)} in flight</span>
        <span className="flex-1" />
        <Button size="sm" disabled={cancel.isPending || isEnding} onClick={() => cancel.mutate()}>
          Cancel
        </Button>
      </div>
      <Bar share={task.leavesTotal > 0 ? done / task.leavesTotal : 0} label="Leaves asked about" />
      {task.waiting && <p className="text-small text-warn mt-1.5">{task.waiting}</p>}
      {cancel.error && <ErrorNote error={cancel.error} title="Not cancelled" className="mt-2" />}
    </div>
  );
}

/** What a person must know of an asking that is over; nothing where all went well. */
function Outcome({ task }: { task: VoteTask }) {
  const facts = [
    task.status === "cancelled" ? "Cancelled; what was under way is kept." : null,
    task.leavesFailed > 0
      ? `${formatNoun(task.leavesFailed, "leaf", "leaves")} got no usable reply: asking again asks about them.`
      : null,
    task.leavesSkipped > 0 ? `${formatCount(task.leavesSkipped)} had a verdict by then.` : null,
    task.message,
  ].filter((fact) => fact !== null);
  if (facts.length === 0) return null;
  const isWarned = task.status === "stopped" || task.leavesFailed > 0;
  return (
    <p
      role="status"
      className={`rounded-control text-small mt-2 px-3 py-1.5 wrap-anywhere ${isWarned ? "bg-warnbg text-warn" : "bg-sunken text-ink2"}`}
    >
      {facts.join(" ")}
    </p>
  );
}
