"use client";
import { useState } from "react";
import { BudgetDialog } from "@/components/runs/budget-dialog.tsx";
import { StandInDialog } from "@/components/runs/stand-in-dialog.tsx";
import { useAbsentEndpoint } from "@/components/runs/use-absent-endpoint.ts";
import { useRunAction } from "@/components/runs/use-run-action.ts";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import type { RunAction } from "@/lib/client/runs.ts";
import type { Run } from "@/lib/http/wire/runs.ts";

const words: Readonly<Record<RunAction, string>> = {
  pause: "Pause",
  resume: "Resume",
  cancel: "Cancel",
  retry: "Retry failed parts",
  trial: "Try one question",
};

/** The actions that a state calls for; the rest is in the menu. */
function actionsOf(run: Run, isEndpointAbsent: boolean): RunAction[] {
  if (isEndpointAbsent) return ["cancel"];
  if (run.status === "growing" || run.status === "queued") return ["pause"];
  if (run.status === "paused") {
    // A trial's card has the ways on.
    if (run.waitingFor === "budget" || run.trialTreeId !== null) return ["cancel"];
    return run.progress.nodesDone === 0 ? ["resume", "trial", "cancel"] : ["resume", "cancel"];
  }
  return run.failedParts > 0 && run.status !== "cancelled" ? ["retry"] : [];
}

/** What can be done with the run as it stands; a refusal is told right below. */
export function RunButtons({ run }: { run: Run }) {
  const [isBudgetOpen, setBudgetOpen] = useState(false);
  const [isStandInOpen, setStandInOpen] = useState(false);
  const isEndpointAbsent = useAbsentEndpoint(run);
  const waitsForEndpoint = run.status === "paused" && run.waitingFor === "endpoint";
  const change = useRunAction(run.id);
  const isOpen = run.status === "growing" || run.status === "queued" || run.status === "paused";
  const pairs = Object.values(run.pairs).reduce((sum, count) => sum + count, 0);
  const waitsForBudget = run.waitingFor === "budget";
  return (
    <>
      {(isEndpointAbsent || waitsForEndpoint) && (
        <Button variant={isEndpointAbsent ? "primary" : "plain"} onClick={() => setStandInOpen(true)}>
          Choose an endpoint
        </Button>
      )}
      {actionsOf(run, isEndpointAbsent).map((action) => (
        <Button
          key={action}
          disabled={change.isPending}
          onClick={() => change.mutate({ kind: "act", action })}
          variant={action === "resume" ? "primary" : "plain"}
        >
          {words[action]}
        </Button>
      ))}
      {isOpen && (
        <Button variant={waitsForBudget ? "primary" : "plain"} onClick={() => setBudgetOpen(true)}>
          {waitsForBudget ? "Raise the budget" : run.budget === null ? "Set a budget" : "Change the budget"}
        </Button>
      )}
      {pairs > 0 && !isOpen && (
        <>
          <ButtonLink href={`/runs/${run.id}/pairs?state=undecided`}>Review pairs</ButtonLink>
          <ButtonLink variant="primary" href={`/runs/${run.id}/export`}>
            Export
          </ButtonLink>
        </>
      )}
      {isStandInOpen && <StandInDialog run={run} onClose={() => setStandInOpen(false)} />}
      {isBudgetOpen && <BudgetDialog run={run} onClose={() => setBudgetOpen(false)} />}
      {change.error && (
        <ErrorNote error={change.error} title="This was not done" className="order-last basis-full" />
      )}
    </>
  );
}
