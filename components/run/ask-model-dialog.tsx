"use client";
import { ModelPicker } from "@/components/runs/model-picker.tsx";
import { ProbeLine } from "@/components/runs/probe-line.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Field } from "@/components/ui/field.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { Run } from "@/lib/http/wire/runs.ts";
import { AskModelForecast } from "./ask-model-forecast.tsx";
import { useAskModel } from "./use-ask-model.ts";

const numbers = [
  { key: "maxTokens", label: "Tokens a reply", placeholder: "1024" },
  { key: "limit", label: "Leaves, at most", placeholder: "all" },
  { key: "budgetUsd", label: "Budget in $", placeholder: "none" },
] as const;

const isShownAtField = (path: string): boolean =>
  ["endpointId", "model", "maxTokens", "limit", "budgetUsd"].includes(path);

/** Chooses who is asked about the unknown leaves; what it takes and the prompt stand there before anything is sent. */
export function AskModelDialog({ run, onClose }: { readonly run: Run; readonly onClose: () => void }) {
  const form = useAskModel(run.id, onClose);
  const { draft, change, estimate, start, errorAt } = form;
  const leaves = estimate.data?.leaves ?? 0;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="lg"
      title="Ask a model about unknown answers"
      description="It reads question, gold and the end of each unknown leaf’s text, and votes. Verdicts, values, labels and exports stay as they are."
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="primary"
            disabled={!form.isCurrent || leaves === 0 || start.isPending}
            onClick={() => start.mutate()}
          >
            {form.isCurrent ? `Ask about ${formatNoun(leaves, "leaf", "leaves")}` : "Ask"}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-2 gap-2.5 max-md:grid-cols-1">
        <Field
          label="Endpoint"
          error={errorAt("endpointId")}
          hint={draft.endpointId === "" ? undefined : <ProbeLine probe={form.probe} />}
        >
          {(control) => (
            <Select
              {...control}
              value={draft.endpointId}
              onChange={(event) => form.chooseEndpoint(event.target.value)}
            >
              {(form.endpoints.data?.items ?? []).map((endpoint) => (
                <option key={endpoint.id} value={endpoint.id}>
                  {endpoint.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <div className="min-w-0">
          <span aria-hidden className="text-small text-ink2 mb-1 block font-[550]">
            Model
          </span>
          <ModelPicker
            label="Model"
            value={draft.model}
            models={form.models}
            isInvalid={errorAt("model") !== null}
            onChange={(model) => change({ model })}
          />
          {errorAt("model") !== null && (
            <p role="alert" className="text-tiny text-danger mt-1">
              {errorAt("model")}
            </p>
          )}
        </div>
      </div>
      <div className="mt-2.5 grid grid-cols-3 gap-2.5">
        {numbers.map(({ key, label, placeholder }) => (
          <Field key={key} label={label} error={errorAt(key)}>
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                value={draft[key]}
                placeholder={key === "budgetUsd" && !form.isPriced ? "needs a price" : placeholder}
                disabled={key === "budgetUsd" && !form.isPriced}
                onChange={(event) => change({ [key]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <label className="text-small mt-2.5 flex items-center gap-2 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          checked={draft.again}
          onChange={(event) => change({ again: event.target.checked })}
        />
        Ask again where this model has voted already
      </label>
      {form.refusal && !form.errorAt("endpointId") && (
        <ErrorNote error={form.refusal} title="Not asked" isAtField={isShownAtField} className="mt-2.5" />
      )}
      <AskModelForecast
        estimate={estimate.data ?? null}
        isFresh={form.isCurrent}
        model={draft.model}
        hasFailed={estimate.isError}
        endpointIsSimulated={
          form.endpoints.data?.items.find((one) => one.id === draft.endpointId)?.isSimulator === true
        }
      />
    </Dialog>
  );
}
