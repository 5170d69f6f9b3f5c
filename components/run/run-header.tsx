"use client";
import { useState } from "react";
import { RunActions } from "@/components/runs/run-actions.tsx";
import { useRunAction } from "@/components/runs/use-run-action.ts";
import { ButtonLink } from "@/components/ui/button.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Input } from "@/components/ui/input.tsx";
import { SimulatedBadge } from "@/components/ui/simulated-badge.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import type { Run } from "@/lib/http/wire/runs.ts";
import { RunButtons } from "./run-buttons.tsx";
import { useRouter } from "next/navigation";

const unique = <Value,>(values: readonly Value[]): Value[] => [...new Set(values)];

/** What decides a run's completions, in a few words: models, branching, temperatures. */
export function factsOf(run: Run): string[] {
  const roles = run.roles.flatMap((role) => run.config?.roles?.[role.name] ?? []);
  const models = unique(roles.map((role) => role.model));
  const branching = run.roles.flatMap((role) => run.config?.branching?.[role.name] ?? []);
  const temperatures = roles.map((role) => role.temperature);
  return [
    models.length === 1 ? `${models[0] ?? ""}, all roles` : models.join(", "),
    branching.length === 0
      ? ""
      : `n = ${unique(branching).length === 1 ? String(branching[0]) : branching.join(" · ")}`,
    temperatures.length === 0
      ? ""
      : `temp. ${unique(temperatures).length === 1 ? String(temperatures[0]) : temperatures.join(", ")}`,
  ].filter(Boolean);
}

/** The run's name, to be changed in place, what it is made of, and what can be done with it. */
export function RunHeader({ run }: { run: Run }) {
  const router = useRouter();
  return (
    <header className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
      <RunName run={run} />
      {run.dataset ? (
        <ButtonLink variant="ghost" size="sm" href={`/datasets/${run.dataset.id}`} className="bg-sunken">
          {run.dataset.name}
        </ButtonLink>
      ) : (
        <Tag>imported</Tag>
      )}
      {factsOf(run).map((fact) => (
        <Tag key={fact}>{fact}</Tag>
      ))}
      {run.isSimulated && <SimulatedBadge />}
      <code className="text-ink2" title={`Hash of what decides the completions: ${run.configHash}`}>
        {run.configHash.slice(0, 8)}
      </code>
      <span className="flex-1" />
      <div className="flex flex-wrap items-center gap-2">
        <RunButtons run={run} />
        <RunActions run={run} onDeleted={() => router.push("/")} />
      </div>
    </header>
  );
}

function RunName({ run }: { run: Run }) {
  const [draft, setDraft] = useState<string | null>(null);
  const change = useRunAction(run.id);
  const save = (): void => {
    const name = draft?.trim() ?? "";
    if (name === "" || name === run.name) setDraft(null);
    else change.mutate({ kind: "patch", patch: { name } }, { onSuccess: () => setDraft(null) });
  };
  if (draft === null) {
    return (
      <h1 className="text-title min-w-0 wrap-anywhere">
        <button
          type="button"
          className="rounded-tag hover:bg-sunken text-left"
          title="Change the name"
          onClick={() => setDraft(run.name)}
        >
          {run.name}
        </button>
      </h1>
    );
  }
  return (
    <form
      className="flex min-w-60 flex-col gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Input
        autoFocus
        aria-label="Name of the run"
        maxLength={200}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === "Escape" && setDraft(null)}
      />
      {change.error && <ErrorNote error={change.error} title="The name was not saved" />}
    </form>
  );
}
