"use client";
import { useQueries, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useStoredText } from "@/components/ui/use-stored-text.ts";
import { endpointsQuery, probeQuery } from "@/lib/client/endpoints.ts";
import type { Endpoint } from "@/lib/http/wire/endpoints.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { firstEndpoint } from "./first-endpoint.ts";
import { modelOf, type StandInDraft, standInDraft } from "./stand-in-draft.ts";
import { StandInRows } from "./stand-in-rows.tsx";
import { useRunAction } from "./use-run-action.ts";

type StandInDialogProps = { readonly run: Run; readonly onClose: () => void };

/** Who answers a paused run from here on: after an import, with another key, or where a model is gone. */
export function StandInDialog({ run, onClose }: StandInDialogProps) {
  const { data } = useQuery(endpointsQuery());
  if (data) return <Choice run={run} endpoints={data.items} onClose={onClose} />;
  return (
    <Dialog isOpen onClose={onClose} title="Choose an endpoint and model">
      <Skeleton className="h-32" />
    </Dialog>
  );
}

function Choice({
  run,
  endpoints,
  onClose,
}: StandInDialogProps & { readonly endpoints: readonly Endpoint[] }) {
  const [lastEndpointId] = useStoredText("malthouse.last-endpoint", "");
  const fallback = firstEndpoint(endpoints, lastEndpointId, () => "asked")?.id ?? "";
  const ids = endpoints.map(({ id }) => id);
  const [draft, setDraft] = useState<StandInDraft>(() => standInDraft(run, ids, fallback));
  const change = useRunAction(run.id);
  const chosen = [...new Set(Object.values(draft).map(({ endpointId }) => endpointId))].filter(Boolean);
  const probes = useQueries({
    queries: chosen.map((id) => probeQuery(id)),
    combine: (results) => new Map(chosen.map((id, index) => [id, results[index]])),
  });
  const modelsOf = (id: string): readonly string[] => probes.get(id)?.data?.models ?? [];
  const roles = Object.fromEntries(
    Object.entries(draft).map(([role, { endpointId }]) => [
      role,
      { endpointId, model: modelOf(run, draft, role, modelsOf) },
    ]),
  );
  const isComplete = Object.values(roles).every(({ endpointId, model }) => endpointId !== "" && model !== "");
  const save = (thenResume: boolean): void => {
    if (!isComplete || change.isPending) return;
    change.mutate({ kind: "patch", patch: { roles }, thenResume }, { onSuccess: onClose });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save(true);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="lg"
      title="Choose an endpoint and model"
      description="What is stored stays as it is, and none of it is asked for again. What is missing is asked here from now on; each node keeps the name of the model that wrote it."
      actions={
        <>
          <Button onClick={onClose}>Keep as it is</Button>
          <Button disabled={!isComplete || change.isPending} onClick={() => save(false)}>
            Save
          </Button>
          <Button variant="primary" type="submit" form="stand-in" disabled={!isComplete || change.isPending}>
            Save and resume
          </Button>
        </>
      }
    >
      <form id="stand-in" onSubmit={submit} className="grid gap-3 pb-2">
        {endpoints.length === 0 ? (
          <p>
            There is no endpoint yet.{" "}
            <Link href="/endpoints" className="text-accent font-semibold hover:underline">
              Add one
            </Link>
            , then come back: the run waits.
          </p>
        ) : (
          <StandInRows
            run={run}
            endpoints={endpoints}
            draft={draft}
            probes={probes}
            modelsOf={modelsOf}
            onChange={setDraft}
          />
        )}
        {change.isError && <ErrorNote error={change.error} title="This was not done" />}
      </form>
    </Dialog>
  );
}
