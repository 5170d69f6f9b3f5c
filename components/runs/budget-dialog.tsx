"use client";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Field } from "@/components/ui/field.tsx";
import { formatCompact, formatCount, formatUsd } from "@/components/ui/format.ts";
import { Input } from "@/components/ui/input.tsx";
import type { Budget, Run } from "@/lib/http/wire/runs.ts";
import { useRunAction } from "./use-run-action.ts";

const parts = [
  { key: "usd", label: "US dollars" },
  { key: "tokens", label: "Tokens" },
  { key: "requests", label: "Requests" },
] as const;

/** The budget that was typed; null where every field is empty: no limit. */
function readBudget(typed: Readonly<Record<string, string>>): Budget | null {
  const entries = parts.flatMap(({ key }) => (typed[key]?.trim() ? [[key, Number(typed[key])]] : []));
  return entries.length > 0 ? (Object.fromEntries(entries) as Budget) : null;
}

/** What a run may spend; a run that stands at its budget goes on once it is raised. */
export function BudgetDialog({ run, onClose }: { readonly run: Run; readonly onClose: () => void }) {
  const [typed, setTyped] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      parts.map(({ key }) => [key, run.budget?.[key] === undefined ? "" : String(run.budget[key])]),
    ),
  );
  const change = useRunAction(run.id);
  const waits = run.status === "paused" && run.waitingFor === "budget";
  const { usage } = run;
  const save = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(
      { kind: "patch", patch: { budget: readBudget(typed) }, thenResume: waits },
      { onSuccess: onClose },
    );
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Budget of ${run.name}`}
      description={`Spent so far: ${formatUsd(usage.costUsd)}, ${formatCompact(usage.promptTokens + usage.completionTokens)} tokens, ${formatCount(usage.requests)} requests. An empty field is no limit.`}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="primary" type="submit" form="budget-run" disabled={change.isPending}>
            {waits ? "Save and resume" : "Save"}
          </Button>
        </>
      }
    >
      <form id="budget-run" onSubmit={save} className="grid gap-3 pb-2">
        <div className="grid grid-cols-3 gap-2.5">
          {parts.map(({ key, label }) => (
            <Field key={key} label={label}>
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  value={typed[key] ?? ""}
                  placeholder="no limit"
                  onChange={(event) => setTyped({ ...typed, [key]: event.target.value })}
                />
              )}
            </Field>
          ))}
        </div>
        {change.isError && <ErrorNote error={change.error} />}
      </form>
    </Dialog>
  );
}
