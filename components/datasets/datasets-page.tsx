"use client";
import { useQuery } from "@tanstack/react-query";
import { Sprout } from "lucide-react";
import Link from "next/link";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatCount, formatMoment, formatNoun } from "@/components/ui/format.ts";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { SimulatedBadge } from "@/components/ui/simulated-badge.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import { datasetsQuery } from "@/lib/client/datasets.ts";
import type { Dataset } from "@/lib/http/wire/datasets.ts";
import { DeleteDatasetButton } from "./delete-dataset-button.tsx";
import { taskWords } from "./task-words.ts";
import { UploadPanel } from "./upload-panel.tsx";

function DatasetRow({ dataset }: { readonly dataset: Dataset }) {
  return (
    <li className="focus-within:bg-sunken hover:bg-sunken relative flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3">
      <div className="min-w-[180px] flex-1">
        <div className="flex flex-wrap items-center gap-2">
          <Link
            href={`/datasets/${dataset.id}`}
            className="font-semibold wrap-anywhere after:absolute after:inset-0"
          >
            {dataset.name}
          </Link>
          {dataset.isSimulated && <SimulatedBadge text="Simulated problems" className="relative z-10" />}
          {dataset.rejectedCount > 0 && (
            <Tag tone="warn">{formatNoun(dataset.rejectedCount, "line")} left out</Tag>
          )}
          {(dataset.goldCheck?.problems ?? 0) > 0 && (
            <Tag tone="warn">{formatNoun(dataset.goldCheck?.problems ?? 0, "gold")} unreadable</Tag>
          )}
        </div>
        <div className="text-small text-ink3">
          {dataset.fileName && <>{dataset.fileName} · </>}
          <code title={`SHA-256 ${dataset.sha256}`}>{dataset.sha256.slice(0, 8)}</code> ·{" "}
          {formatMoment(dataset.createdAt)}
        </div>
      </div>
      <div className="text-small w-[190px]">
        <b className="text-body">{formatCount(dataset.questionCount)}</b> questions
        <div className="text-ink3">
          {dataset.ruleVersion === null ? taskWords[dataset.task] : `rule ${dataset.ruleVersion}`}
        </div>
      </div>
      <div className="text-small text-ink3 w-16">{formatNoun(dataset.runCount, "run")}</div>
      <div className="relative z-10 flex items-center gap-1">
        <ButtonLink size="sm" href={`/runs/new?dataset=${dataset.id}`}>
          <Sprout aria-hidden size={14} /> Start a run
        </ButtonLink>
        <DeleteDatasetButton dataset={dataset} />
      </div>
    </li>
  );
}

/** The question files, and the way to add one. */
export function DatasetsPage() {
  const datasets = useQuery(datasetsQuery());
  const items = datasets.data?.items ?? [];
  const questions = items.reduce((sum, one) => sum + one.questionCount, 0);
  return (
    <div className="px-3 pt-4 pb-8 md:px-6 md:pt-5">
      <PageHeader
        title="Data sets"
        note={
          datasets.data && `${formatNoun(items.length, "data set")} · ${formatNoun(questions, "question")}`
        }
      />
      <div className="mt-3.5 grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_372px]">
        <div className="min-w-0">
          {datasets.isError && (
            <ErrorNote
              className="mb-3"
              error={datasets.error}
              title="The data sets could not be read"
              onRetry={() => datasets.refetch()}
            />
          )}
          <Card className="overflow-hidden">
            {datasets.isPending && (
              <div aria-busy className="grid gap-4 p-4">
                {[0, 1, 2].map((row) => (
                  <Skeleton key={row} className="h-10" />
                ))}
              </div>
            )}
            {datasets.data && items.length === 0 && (
              <EmptyNote title="No data sets yet">
                A data set is a file of questions, each with its gold. Add one to grow trees over it.
              </EmptyNote>
            )}
            <ul className="divide-line divide-y">
              {items.map((dataset) => (
                <DatasetRow key={dataset.id} dataset={dataset} />
              ))}
            </ul>
          </Card>
        </div>
        <UploadPanel />
      </div>
    </div>
  );
}
