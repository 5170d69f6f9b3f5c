"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { ExportCard } from "@/components/exports-list/export-card.tsx";
import { RunButtons } from "@/components/run/run-buttons.tsx";
import { CopyButton } from "@/components/tree/copy-button.tsx";
import { NoRunNote } from "@/components/shell/no-run-note.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useDebounced } from "@/components/ui/use-debounced.ts";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { exportsQuery, previewExport } from "@/lib/client/exports.ts";
import { runQuery } from "@/lib/client/runs.ts";
import { useRunEvents } from "@/lib/client/use-run-events.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { countEffects } from "@/lib/client/policy-effects.ts";
import { countRows } from "./count-rows.ts";
import { BuildCard } from "./build-card.tsx";
import { PreviewCard } from "./preview-card.tsx";
import { formats, recipeAddress, recipeBody, type RecipePatch } from "./recipe-address.ts";
import { RecipeForm } from "./recipe-form.tsx";
import { ReportCard } from "./report-card.tsx";
import { TablesCard } from "./tables-card.tsx";

/** Typing settles this long before the preview is asked for. */
const settleMs = 300;

/** From a run to files that a trainer reads. */
export function ExportPage({ runId }: { runId: string }) {
  const { data: run, error, refetch } = useQuery(runQuery(runId));
  if (run) return <ExportScreen run={run} />;
  if (error)
    return (
      <NoRunNote
        error={error}
        onRetry={refetch}
        actions={<ButtonLink href="/exports">All exports</ButtonLink>}
      >
        It may have been deleted; its finished exports are kept.
      </NoRunNote>
    );
  return (
    <div className="grid gap-4 p-6 md:grid-cols-[348px_1fr]" aria-busy>
      <Skeleton className="h-96" />
      <Skeleton className="h-96" />
    </div>
  );
}

function ExportScreen({ run }: { run: Run }) {
  const [values, setValues] = useQueryStates(recipeAddress, { history: "replace" });
  const body = useMemo(() => recipeBody(run.id, values), [run.id, values]);
  const settled = useDebounced(body, settleMs);
  const isRows = values.format !== "trees";
  const isGrowing = run.status === "growing" || run.status === "queued";
  useRunEvents(isGrowing ? run.id : null);
  const preview = useQuery({
    queryKey: ["exports", "preview", settled, run.threshold, run.status],
    queryFn: ({ signal }) => previewExport(settled, signal),
    placeholderData: keepPreviousData,
    enabled: settled["format"] !== "trees" && !isGrowing,
    staleTime: 10_000,
  });
  const past = useQuery(exportsQuery(run.id));
  const change = (patch: RecipePatch): void => void setValues(patch);
  useHotkeys(
    Object.fromEntries(formats.map((format, at) => [String(at + 1), () => change({ format: format.name })])),
  );
  const shown = isRows && !isGrowing && preview.data && !preview.isError ? preview.data : null;
  const rows = countRows(shown?.counts ?? {});
  const isCurrent = JSON.stringify(settled) === JSON.stringify(body);
  // Counted after the preview, which is waited for; of another recipe its numbers would mislead.
  const effects = useQuery({
    queryKey: ["exports", "effects", settled, run.threshold, run.status],
    queryFn: ({ signal }) => countEffects(settled, signal),
    enabled: shown !== null && !preview.isFetching,
    staleTime: 10_000,
  });
  const mine = past.data?.items ?? [];
  return (
    <div className="flex flex-col gap-3.5 px-3 pt-4 pb-8 md:px-6">
      <PageHeader
        title="Export"
        note="Build a data set from this run. Each export is kept, hashed and can be built again."
      >
        <CopyButton isLink size="md" text={() => location.href} label="Copy recipe link" />
      </PageHeader>
      <div role="group" aria-label="Format" className="flex gap-1.5 max-md:overflow-x-auto md:flex-wrap">
        {formats.map((format) => (
          <Chip
            key={format.name}
            isOn={values.format === format.name}
            onClick={() => change({ format: format.name })}
          >
            {format.title}
          </Chip>
        ))}
      </div>
      <div className="grid items-start gap-3.5 md:grid-cols-[348px_minmax(0,1fr)] xl:grid-cols-[348px_minmax(0,1fr)_296px]">
        <RecipeForm
          run={run}
          values={values}
          effects={(isCurrent && effects.data) || null}
          error={preview.error}
          onChange={change}
        />
        <div className="min-w-0">
          {isGrowing && (
            <Card className="mb-3.5">
              <EmptyNote title="The run is still growing" actions={<RunButtons run={run} />}>
                Wait for its end, or pause it: an export is of a run that stands still, so that it can be
                built again.
              </EmptyNote>
            </Card>
          )}
          {!isRows && (
            <Card className="p-4">
              <h2 className="text-section">The interchange form</h2>
              <p className="text-ink2 mt-1">
                <code>trees.jsonl</code>: a line with the run, then a line a tree. A growing run is refused
                until it stands.
              </p>
            </Card>
          )}
          {isRows && !isGrowing && preview.error && (
            <ErrorNote
              error={preview.error}
              title="There is no preview of this recipe"
              onRetry={preview.refetch}
            />
          )}
          {isRows && !isGrowing && preview.isPending && !preview.error && (
            <div className="flex flex-col gap-3.5" aria-busy>
              <Skeleton className="h-20" />
              <Skeleton className="h-72" />
            </div>
          )}
          {shown && (
            <PreviewCard
              preview={shown}
              roles={run.roles}
              isStale={preview.isFetching || !isCurrent}
              onChange={change}
            />
          )}
          {shown?.report.contents && (
            <div className="mt-3.5">
              <ReportCard contents={shown.report.contents} chance={shown.report.chance} roles={run.roles} />
            </div>
          )}
        </div>
        <div className="md:col-span-2 xl:col-span-1">
          <BuildCard
            run={run}
            body={body}
            preview={shown}
            onChange={change}
            isBuildable={!isGrowing && (!isRows || (rows > 0 && !preview.isError))}
          />
        </div>
      </div>
      <TablesCard runId={run.id} />
      <Card className="overflow-hidden">
        <h2 className="border-line text-section border-b px-4 py-2.5">
          Past exports{" "}
          <span className="text-small text-ink3 font-normal">
            never change; same recipe and same data give the same bytes
          </span>
        </h2>
        {past.error && (
          <ErrorNote
            error={past.error}
            title="Past exports could not be read"
            onRetry={past.refetch}
            className="m-3"
          />
        )}
        {past.isPending && <Skeleton className="m-4 h-10" />}
        {past.data && mine.length === 0 && (
          <p className="text-ink2 px-4 py-6 text-center">None of this run yet.</p>
        )}
        <ul className="divide-line divide-y">
          {mine.map((item) => (
            <ExportCard key={item.id} item={item} />
          ))}
        </ul>
      </Card>
    </div>
  );
}
