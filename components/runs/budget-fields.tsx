"use client";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { budgetParts, type RunDraft } from "./run-draft.ts";

type BudgetFieldsProps = {
  readonly draft: RunDraft;
  readonly errorAt: (path: string) => string | null;
  readonly onChange: (draft: RunDraft) => void;
};

const labels = { usd: "Budget, $", tokens: "Budget, tokens", requests: "Budget, requests" } as const;

/** What a run may use at most: in dollars, tokens or requests, or several of them. */
export function BudgetFields({ draft, errorAt, onChange }: BudgetFieldsProps) {
  return (
    <div className="grid grid-cols-3 gap-2.5">
      {budgetParts.map((part) => (
        <Field
          key={part}
          label={labels[part]}
          error={errorAt(`budget.${part}`) ?? (part === "usd" ? errorAt("budget") : null)}
        >
          {(control) => (
            <Input
              {...control}
              inputMode={part === "usd" ? "decimal" : "numeric"}
              placeholder="no limit"
              value={draft.budget[part]}
              onChange={(event) =>
                onChange({ ...draft, budget: { ...draft.budget, [part]: event.target.value } })
              }
            />
          )}
        </Field>
      ))}
    </div>
  );
}
