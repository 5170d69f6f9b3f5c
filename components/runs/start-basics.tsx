"use client";
import type { RefObject } from "react";
import { Field } from "@/components/ui/field.tsx";
import { formatCount, formatNoun } from "@/components/ui/format.ts";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import { Stepper } from "@/components/ui/stepper.tsx";
import type { Dataset } from "@/lib/http/wire/datasets.ts";
import type { Endpoint } from "@/lib/http/wire/endpoints.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import { AnotherEndpoint } from "./another-endpoint.tsx";
import { BudgetFields } from "./budget-fields.tsx";
import { DatasetHint } from "./dataset-hint.tsx";
import { ProbeLine } from "./probe-line.tsx";
import { RoleRows } from "./role-rows.tsx";
import { withRole } from "./run-draft.ts";
import type { StartForm } from "./use-start-form.ts";

type StartBasicsProps = {
  readonly form: StartForm;
  readonly roles: readonly RoleView[];
  readonly datasets: readonly Dataset[];
  readonly endpoints: readonly Endpoint[];
  readonly endpointPicker: RefObject<HTMLSelectElement | null>;
};

/** The fields that each run needs: protocol, data set, endpoint, models, branching, questions, budget. */
export function StartBasics({ form, roles, datasets, endpoints, endpointPicker }: StartBasicsProps) {
  const { draft, change, errorAt } = form;
  const [first] = roles;
  const endpointId = first ? (draft.roles[first.name]?.endpointId ?? "") : "";
  const dataset = datasets.find((one) => one.id === draft.datasetId);
  const branching = first ? (draft.branching[first.name] ?? 3) : 3;
  const protocols = form.protocols.data?.items ?? [];
  return (
    <>
      {protocols.length > 1 && (
        <Field label="Protocol" error={errorAt("protocol")}>
          {(control) => (
            <Select
              {...control}
              value={draft.protocol}
              onChange={(event) => change({ ...draft, protocol: event.target.value })}
            >
              {protocols.map((one) => (
                <option key={one.name} value={one.name}>
                  {one.title}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <Field
        label="Data set"
        error={errorAt("datasetId")}
        hint={dataset && <DatasetHint dataset={dataset} />}
      >
        {(control) => (
          <Select
            {...control}
            data-new-run
            value={draft.datasetId}
            onChange={(event) => change({ ...draft, datasetId: event.target.value })}
          >
            {datasets.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name} · {formatNoun(one.questionCount, "question")}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label="Endpoint"
        error={errorAt("endpointId") ?? (first ? errorAt(`roles.${first.name}.endpointId`) : null)}
        hint={
          <>
            <ProbeLine probe={form.probes.get(endpointId)} />
            {form.stateOf(endpointId) === "silent" && (
              <AnotherEndpoint isOnly={endpoints.length === 1} picker={endpointPicker} />
            )}
          </>
        }
      >
        {(control) => (
          <Select
            {...control}
            ref={endpointPicker}
            value={endpointId}
            onChange={(event) => change(withRole(draft, null, { endpointId: event.target.value, model: "" }))}
          >
            {endpoints.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
                {form.stateOf(one.id) === "silent" && " · does not answer"}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <RoleRows roles={roles} draft={draft} modelsOf={form.modelsOf} errorAt={errorAt} onChange={change} />
      <div className="grid grid-cols-2 gap-2.5">
        <Field label="Branching n" error={errorAt("branching")}>
          {({ id }) => (
            <Stepper
              id={id}
              label="Branching"
              min={1}
              max={12}
              value={branching}
              onChange={(value) =>
                change({ ...draft, branching: Object.fromEntries(roles.map((role) => [role.name, value])) })
              }
            />
          )}
        </Field>
        <Field
          label="Questions"
          error={errorAt("questions")}
          hint={
            dataset && Number(draft.limit) > dataset.questionCount
              ? `all ${formatCount(dataset.questionCount)} there are`
              : undefined
          }
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              placeholder="all"
              value={draft.limit}
              onChange={(event) => change({ ...draft, limit: event.target.value })}
            />
          )}
        </Field>
      </div>
      <BudgetFields draft={draft} errorAt={errorAt} onChange={change} />
    </>
  );
}
