"use client";
import { TriangleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryStates } from "nuqs";
import { type FormEvent, useRef } from "react";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Field } from "@/components/ui/field.tsx";
import { formatCount, formatNoun } from "@/components/ui/format.ts";
import { Input } from "@/components/ui/input.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { Select } from "@/components/ui/select.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Stepper } from "@/components/ui/stepper.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { AdvancedSettings } from "./advanced-settings.tsx";
import { AnotherEndpoint } from "./another-endpoint.tsx";
import { DatasetHint } from "./dataset-hint.tsx";
import { Forecast } from "./forecast.tsx";
import { unpricedModels } from "./price-state.ts";
import { ProbeLine } from "./probe-line.tsx";
import { RoleRows } from "./role-rows.tsx";
import { withRole } from "./run-draft.ts";
import { startWarnings } from "./start-warnings.ts";
import { trySize, useStartForm } from "./use-start-form.ts";

/** Paths of a refusal that have their own field. */
const fields =
  /^(protocol|datasetId|branching|questions|budget|name|seed|threshold|unknownLeaves|incomplete|siblings)(\.|$)|^roles\.[^.]+\../;

/** Everything a run needs, what it would cost, and the button. */
export function StartPanel() {
  const router = useRouter();
  const [wishes] = useQueryStates({ dataset: parseAsString, like: parseAsString });
  const form = useStartForm({
    datasetId: wishes.dataset,
    likeRunId: wishes.like,
    onStarted: (run) => router.push(`/runs/${run.id}`),
  });
  const formElement = useRef<HTMLFormElement>(null);
  const endpointPicker = useRef<HTMLSelectElement>(null);
  const send = (size: "all" | "try"): void => {
    form.submit(size);
    if (!form.isComplete)
      requestAnimationFrame(() => {
        const wrong = formElement.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
        wrong?.closest("details")?.setAttribute("open", "");
        wrong?.focus();
      });
  };
  useHotkeys({ "mod+enter": () => send("all") });
  const { draft, change, protocol, errorAt } = form;
  const failed = [form.datasets, form.endpoints, form.protocols, form.like].find((query) => query.isError);
  if (failed)
    return (
      <Card className="p-4">
        <ErrorNote
          error={failed.error}
          title="The form cannot be filled in"
          onRetry={() => failed.refetch()}
        />
      </Card>
    );
  if (!protocol || !form.datasets.data || !form.endpoints.data || form.like.isLoading)
    return <StartSkeleton />;
  if (form.datasets.data.items.length === 0)
    return (
      <Card>
        <EmptyNote
          title="No questions yet"
          actions={
            <ButtonLink href="/datasets" variant="primary">
              Add a data set
            </ButtonLink>
          }
        >
          A run grows trees over the questions of a data set. Upload one, then come back.
        </EmptyNote>
      </Card>
    );

  const { roles } = protocol;
  const [first] = roles;
  const endpointId = first ? (draft.roles[first.name]?.endpointId ?? "") : "";
  const dataset = form.datasets.data.items.find((one) => one.id === draft.datasetId);
  const usesSimulator = form.endpoints.data.items.some(
    (one) => one.isSimulator && Object.values(draft.roles).some((role) => role.endpointId === one.id),
  );
  const branching = first ? (draft.branching[first.name] ?? 3) : 3;
  const budget = Number(draft.budgetUsd.replace(",", "."));
  const unpriced = unpricedModels(Object.values(draft.roles), form.endpoints.data.items);
  const warnings = startWarnings(
    draft,
    Object.fromEntries(roles.map((role) => [role.name, role.title])),
    usesSimulator,
    unpriced,
  );
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    send("all");
  };

  return (
    <Card className="overflow-hidden">
      <form ref={formElement} aria-label="Start a run" onSubmit={onSubmit} noValidate>
        <div className="grid gap-3 px-4 pt-3.5 pb-4">
          <h2 className="text-section">
            {form.like.data ? `Another run like ${form.like.data.name}` : "Start a run"}
          </h2>
          {form.protocols.data && form.protocols.data.items.length > 1 && (
            <Field label="Protocol" error={errorAt("protocol")}>
              {(control) => (
                <Select
                  {...control}
                  value={draft.protocol}
                  onChange={(event) => change({ ...draft, protocol: event.target.value })}
                >
                  {form.protocols.data?.items.map((one) => (
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
                {form.datasets.data?.items.map((one) => (
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
                  <AnotherEndpoint isOnly={form.endpoints.data.items.length === 1} picker={endpointPicker} />
                )}
              </>
            }
          >
            {(control) => (
              <Select
                {...control}
                ref={endpointPicker}
                value={endpointId}
                onChange={(event) =>
                  change(withRole(draft, null, { endpointId: event.target.value, model: "" }))
                }
              >
                {form.endpoints.data?.items.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                    {form.stateOf(one.id) === "silent" && " · does not answer"}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <RoleRows
            roles={roles}
            draft={draft}
            modelsOf={form.modelsOf}
            errorAt={errorAt}
            onChange={change}
          />
          <div className="grid grid-cols-3 gap-2.5">
            <Field label="Branching n" error={errorAt("branching")}>
              {({ id }) => (
                <Stepper
                  id={id}
                  label="Branching"
                  min={1}
                  max={12}
                  value={branching}
                  onChange={(value) =>
                    change({
                      ...draft,
                      branching: Object.fromEntries(roles.map((role) => [role.name, value])),
                    })
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
            <Field label="Budget, $" error={errorAt("budget")}>
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  placeholder="no limit"
                  value={draft.budgetUsd}
                  onChange={(event) => change({ ...draft, budgetUsd: event.target.value })}
                />
              )}
            </Field>
          </div>
          <AdvancedSettings
            roles={roles}
            draft={draft}
            endpoints={form.endpoints.data.items}
            templates={protocol.templates[dataset?.task ?? "custom"] ?? {}}
            errorAt={errorAt}
            onChange={change}
          />
        </div>
        <div className="border-line bg-sunken border-t px-4 pt-3 pb-4">
          <h3 className="text-small text-ink2 mb-2 font-semibold">Forecast before you start</h3>
          <Forecast
            estimate={form.estimate}
            roles={roles}
            budgetUsd={draft.budgetUsd.trim() !== "" && budget > 0 ? budget : null}
            unpriced={unpriced}
            missing={form.missing}
          />
          {warnings.map((warning) => (
            <p key={warning} className="text-small text-warn mt-2 flex gap-1.5">
              <TriangleAlert aria-hidden size={14} className="mt-px shrink-0" />
              {warning}
            </p>
          ))}
          {form.hasTried && !form.isComplete && (
            <p role="alert" className="text-small text-danger mt-2">
              Not started:{" "}
              {form.problems.length === 1 ? "one field needs" : `${form.problems.length} fields need`} a look,
              marked red above.
            </p>
          )}
          {form.start.isError && (
            <ErrorNote
              className="mt-3"
              title="The run was not started"
              error={form.start.error}
              isAtField={(path) => fields.test(path)}
            />
          )}
          <div className="mt-3 flex gap-2 max-md:flex-col">
            <Button type="submit" variant="primary" className="md:flex-1" disabled={form.start.isPending}>
              {form.start.isPending ? "Starting" : "Start run"} <Kbd>⌘↵</Kbd>
            </Button>
            <Button disabled={form.start.isPending} onClick={() => send("try")}>
              Try {trySize} first
            </Button>
          </div>
        </div>
      </form>
    </Card>
  );
}

function StartSkeleton() {
  return (
    <Card className="grid gap-3 p-4" role="status" aria-busy aria-label="The form is being read">
      <Skeleton className="h-5 w-24" />
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} className="h-8" />
      ))}
      <Skeleton className="mt-3 h-36" />
    </Card>
  );
}
