"use client";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryStates } from "nuqs";
import { type FormEvent, useRef } from "react";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { AdvancedSettings } from "./advanced-settings.tsx";
import { LikeChanges } from "./like-changes.tsx";
import { StartBasics } from "./start-basics.tsx";
import { StartFoot } from "./start-foot.tsx";
import { type StartSize, useStartForm } from "./use-start-form.ts";

/** Everything a run needs, what it would cost, and the button. */
export function StartPanel() {
  const router = useRouter();
  const [wishes] = useQueryStates({ dataset: parseAsString, like: parseAsString });
  const form = useStartForm({
    datasetId: wishes.dataset,
    likeRunId: wishes.like,
    onStarted: (run) => {
      // The button stands at the foot of a long form, and the router keeps the place.
      scrollTo(0, 0);
      router.push(`/runs/${run.id}`);
    },
  });
  const formElement = useRef<HTMLFormElement>(null);
  const endpointPicker = useRef<HTMLSelectElement>(null);
  /** Does it, and where a field is wrong goes there. */
  const toFields = (act: () => void): void => {
    act();
    if (!form.isComplete)
      requestAnimationFrame(() => {
        const wrong = formElement.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
        wrong?.closest("details")?.setAttribute("open", "");
        wrong?.focus();
      });
  };
  const send = (size: StartSize): void => toFields(() => form.submit(size));
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
  const dataset = form.datasets.data.items.find((one) => one.id === draft.datasetId);
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
          <StartBasics
            form={form}
            roles={roles}
            datasets={form.datasets.data.items}
            endpoints={form.endpoints.data.items}
            endpointPicker={endpointPicker}
          />
          <AdvancedSettings
            roles={roles}
            draft={draft}
            endpoints={form.endpoints.data.items}
            templates={protocol.templates[dataset?.task ?? "custom"] ?? {}}
            errorAt={errorAt}
            onChange={change}
          />
          {form.like.data && form.before && (
            <LikeChanges name={form.like.data.name} before={form.before} draft={draft} roles={roles} />
          )}
        </div>
        <StartFoot
          form={form}
          roles={roles}
          endpoints={form.endpoints.data.items}
          onSend={send}
          onCheck={() => toFields(form.runCheck)}
        />
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
