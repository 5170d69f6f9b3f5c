"use client";
import { TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import type { Endpoint } from "@/lib/http/wire/endpoints.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import { CheckList } from "./check-list.tsx";
import { Forecast } from "./forecast.tsx";
import { unpricedModels } from "./price-state.ts";
import { startWarnings } from "./start-warnings.ts";
import { type StartForm, type StartSize, trySize } from "./use-start-form.ts";

/** Paths of a refusal that have their own field. */
const fields =
  /^(protocol|datasetId|branching|questions|budget|name|seed|threshold|unknownLeaves|incomplete|siblings)(\.|$)|^roles\.[^.]+\../;

type StartFootProps = {
  readonly form: StartForm;
  readonly roles: readonly RoleView[];
  readonly endpoints: readonly Endpoint[];
  readonly onSend: (size: StartSize) => void;
  readonly onCheck: () => void;
};

/** What the run would take, what speaks against it, and the ways to begin. */
export function StartFoot({ form, roles, endpoints, onSend, onCheck }: StartFootProps) {
  const { draft, start, check } = form;
  const unpriced = unpricedModels(Object.values(draft.roles), endpoints);
  const warnings = startWarnings(
    draft,
    Object.fromEntries(roles.map((role) => [role.name, role.title])),
    endpoints.some(
      (one) => one.isSimulator && Object.values(draft.roles).some((role) => role.endpointId === one.id),
    ),
    unpriced,
  );
  return (
    <div className="border-line bg-sunken border-t px-4 pt-3 pb-4">
      <h3 className="text-small text-ink2 mb-2 font-semibold">Forecast before you start</h3>
      <Forecast
        estimate={form.estimate}
        roles={roles}
        budget={form.budget}
        unpriced={unpriced}
        missing={form.missing}
      />
      {!check.data &&
        warnings.map((warning) => (
          <p key={warning} className="text-small text-warn mt-2 flex gap-1.5">
            <TriangleAlert aria-hidden size={14} className="mt-px shrink-0" />
            {warning}
          </p>
        ))}
      {check.data && (
        <div className="mt-2.5" role="status">
          <CheckList checks={check.data.checks} label="Checked before the start" />
        </div>
      )}
      {form.hasTried && !form.isComplete && (
        <p role="alert" className="text-small text-danger mt-2">
          Not started:{" "}
          {form.problems.length === 1 ? "one field needs" : `${form.problems.length} fields need`} a look,
          marked red above.
        </p>
      )}
      {(start.error ?? check.error) && (
        <ErrorNote
          className="mt-3"
          title={start.error ? "The run was not started" : "The run could not be checked"}
          error={start.error ?? check.error}
          isAtField={(path) => fields.test(path)}
        />
      )}
      <div className="mt-3 grid gap-2">
        <Button type="submit" variant="primary" disabled={start.isPending}>
          {start.isPending ? "Starting" : "Start run"} <Kbd>⌘↵</Kbd>
        </Button>
        <div className="grid grid-cols-[auto_1fr_auto] gap-2 max-md:grid-cols-1">
          <Button
            disabled={check.isPending}
            title="Asks the endpoints which models they have and looks at prices, context, budget and golds. Costs nothing."
            onClick={onCheck}
          >
            {check.isPending ? "Checking" : "Check"}
          </Button>
          <Button
            disabled={start.isPending}
            title="Grows one question and pauses: its tree is the run's own, and tells what the rest will cost."
            onClick={() => onSend("trial")}
          >
            Try one question
          </Button>
          <Button disabled={start.isPending} onClick={() => onSend("few")}>
            Try {trySize} first
          </Button>
        </div>
      </div>
    </div>
  );
}
