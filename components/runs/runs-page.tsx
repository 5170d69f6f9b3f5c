"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { GitCompareArrows, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { debounce, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatNoun, formatUsd } from "@/components/ui/format.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { SearchInput } from "@/components/ui/search-input.tsx";
import { useDebounced } from "@/components/ui/use-debounced.ts";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { datasetsQuery } from "@/lib/client/datasets.ts";
import { runsQuery } from "@/lib/client/runs.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { AttentionCards } from "./attention-cards.tsx";
import { ImportRunButton } from "./import-run-button.tsx";
import { RunCard } from "./run-card.tsx";
import { RunsSkeleton } from "./runs-skeleton.tsx";
import { RunsTable } from "./runs-table.tsx";
import { StartPanel } from "./start-panel.tsx";
import { statusWords } from "./status-words.ts";
import { useMarkedRuns } from "./use-marked-runs.ts";

const statuses = ["growing", "paused", "completed", "failed", "cancelled"] as const;
const view = { q: parseAsString.withDefault(""), status: parseAsStringLiteral(statuses) };

function describeRuns(runs: readonly Run[]): string {
  const growing = runs.filter((run) => run.status === "growing" || run.status === "queued").length;
  const spent = runs.reduce((sum, run) => sum + run.usage.costUsd, 0);
  return [
    formatNoun(runs.length, "run"),
    growing > 0 ? `${growing} growing` : null,
    spent > 0 ? `${formatUsd(spent)} spent` : null,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

/** Puts the focus on the next or previous run's link. */
function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
}

/** All runs, and the form that starts one. */
export function RunsPage() {
  const router = useRouter();
  const [{ q, status }, setView] = useQueryStates(view);
  const settledQ = useDebounced(q, 250);
  const filters = { ...(settledQ && { q: settledQ }), ...(status && { status }), limit: 200 };
  const runs = useQuery({ ...runsQuery(filters), placeholderData: keepPreviousData });
  const datasets = useQuery(datasetsQuery());
  const hasQuestions = datasets.data?.items.length !== 0;
  const startNew = (): void => {
    if (!hasQuestions) return router.push("/datasets");
    const field = document.querySelector<HTMLElement>("[data-new-run]");
    if (field?.offsetParent) field.focus();
    else router.push("/runs/new");
  };
  const items = runs.data?.items ?? [];
  const marked = useMarkedRuns(items);
  useHotkeys({
    n: startNew,
    j: () => moveRow(1),
    k: () => moveRow(-1),
    x: () => {
      const runId = (document.activeElement as HTMLElement | null)?.dataset["row"];
      if (runId) marked.toggle(runId);
    },
    c: () => router.push(marked.href ?? "/compare"),
  });
  const isFiltered = q !== "" || status !== null;
  return (
    <div className="px-3 pt-4 pb-8 md:px-6 md:pt-5">
      <PageHeader title="Runs" note={runs.data && describeRuns(items)}>
        <SearchInput
          className="w-[220px] max-md:w-full"
          aria-label="Filter runs by name"
          placeholder="Filter runs"
          value={q}
          onChange={(next) => void setView({ q: next || null }, { limitUrlUpdates: debounce(200) })}
        />
        {marked.href !== null && (
          <ButtonLink size="sm" variant="primary" className="h-[30px]!" href={marked.href}>
            <GitCompareArrows aria-hidden size={14} /> Compare <Kbd>c</Kbd>
          </ButtonLink>
        )}
        <ImportRunButton />
        {hasQuestions && (
          <Button size="sm" className="h-[30px]!" onClick={startNew}>
            <Plus aria-hidden size={14} /> New run <Kbd>n</Kbd>
          </Button>
        )}
      </PageHeader>
      <div className="mt-3.5 grid items-start gap-6 min-[1360px]:grid-cols-[minmax(0,1fr)_372px]">
        <div className="min-w-0">
          {runs.data && !isFiltered && <AttentionCards runs={items} />}
          <div
            role="group"
            aria-label="Filter by status"
            hidden={runs.data !== undefined && items.length === 0 && !isFiltered}
            className="mb-3 flex gap-1.5 overflow-x-auto pb-px"
          >
            <Chip isOn={status === null} onClick={() => void setView({ status: null })}>
              All
            </Chip>
            {statuses.map((one) => (
              <Chip
                key={one}
                isOn={status === one}
                onClick={() => void setView({ status: one === status ? null : one })}
              >
                {statusWords[one]}
              </Chip>
            ))}
          </div>
          {runs.isError && (
            <ErrorNote
              className="mb-3"
              error={runs.error}
              title="The runs could not be read"
              onRetry={() => runs.refetch()}
            />
          )}
          {runs.isPending && <RunsSkeleton />}
          {runs.data && items.length === 0 && (
            <Card>
              {isFiltered ? (
                <EmptyNote
                  title="No run matches"
                  actions={
                    <Button onClick={() => void setView({ q: null, status: null })}>Show all runs</Button>
                  }
                >
                  The filter looks at the names of runs.
                </EmptyNote>
              ) : (
                <EmptyNote
                  title="No runs yet"
                  actions={
                    hasQuestions ? (
                      <Button variant="primary" onClick={startNew}>
                        Start a run
                      </Button>
                    ) : (
                      <ButtonLink variant="primary" href="/datasets">
                        Add a data set
                      </ButtonLink>
                    )
                  }
                >
                  A run grows a tree over each question of a data set.{" "}
                  {hasQuestions
                    ? "The simulator needs no key and no model."
                    : "So the first step is a file of questions, each with its gold."}
                </EmptyNote>
              )}
            </Card>
          )}
          {items.length > 0 && (
            <>
              <Card className="overflow-x-auto max-md:hidden">
                <RunsTable runs={items} marked={marked} />
              </Card>
              <ul className="grid gap-3 md:hidden">
                {items.map((run) => (
                  <RunCard key={run.id} run={run} marked={marked} />
                ))}
              </ul>
            </>
          )}
        </div>
        <aside
          aria-label="Start a run"
          hidden={!hasQuestions && items.length === 0}
          className="rounded-card sticky top-[62px] max-h-[calc(100dvh-76px)] overflow-y-auto max-[1359px]:hidden"
        >
          <StartPanel />
        </aside>
      </div>
    </div>
  );
}
