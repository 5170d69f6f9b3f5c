"use client";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Field } from "@/components/ui/field.tsx";
import { formatCompact, formatCount, formatUsd } from "@/components/ui/format.ts";
import { Input } from "@/components/ui/input.tsx";
import { ApiError } from "@/lib/client/api-error.ts";
import type { Budget, Run } from "@/lib/http/wire/runs.ts";
import { sumToFinish } from "./sum-to-finish.ts";
import { useRunAction } from "./use-run-action.ts";

const parts = [
  { key: "usd", label: "US dollars" },
  { key: "tokens", label: "Tokens" },
  { key: "requests", label: "Requests" },
] as const;

const isBudgetField = (path: string): boolean => /^budget\.(usd|tokens|requests)$/.test(path);

/** The budget that was typed; null where every field is empty: no limit. */
function readBudget(typed: Readonly<Record<string, string>>): Budget | null {
  const entries = parts.flatMap(({ key }) => (typed[key]?.trim() ? [[key, Number(typed[key])]] : []));
  return entries.length > 0 ? (Object.fromEntries(entries) as Budget) : null;
}

/** What a run may spend; a run that stands at its budget goes on once it is raised. */
export function BudgetDialog({ run, onClose }: { readonly run: Run; readonly onClose: () => void }) {
  const [toFinish] = useState(() => sumToFinish(run));
  const [typed, setTyped] = useState<Record<string, string>>(() =>
    Object.fromEntries(parts.map(({ key }) => [key, String(toFinish[key] ?? run.budget?.[key] ?? "")])),
  );
  const change = useRunAction(run.id);
  const waits = run.status === "paused" && run.waitingFor === "budget";
  const { usage } = run;
  const errorAt = (key: string): string | null =>
    change.error instanceof ApiError ? change.error.fieldError(`budget.${key}`) : null;
  const isRaised = (key: keyof Budget): boolean =>
    toFinish[key] !== undefined && toFinish[key] !== run.budget?.[key];
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
            <Field
              key={key}
              label={label}
              error={errorAt(key)}
              hint={isRaised(key) ? `about what finishing needs, now ${run.budget?.[key]}` : undefined}
            >
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
        {change.isError && (
          <ErrorNote error={change.error} title="The budget was not changed" isAtField={isBudgetField} />
        )}
      </form>
    </Dialog>
  );
}
