"use client";
import { useQuery } from "@tanstack/react-query";
import { Sprout } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatMoment, formatNoun } from "@/components/ui/format.ts";
import { LeftOutLines } from "@/components/ui/left-out-lines.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { SearchInput } from "@/components/ui/search-input.tsx";
import { SimulatedBadge } from "@/components/ui/simulated-badge.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import { useDebounced } from "@/components/ui/use-debounced.ts";
import { datasetQuery } from "@/lib/client/datasets.ts";
import { DeleteDatasetButton } from "./delete-dataset-button.tsx";
import { GoldProblems } from "./gold-problems.tsx";
import { JudgedByCard } from "./judged-by-card.tsx";
import { QuestionList } from "./question-list.tsx";
import { taskWords } from "./task-words.ts";

/** One data set: what it is, what was left out of it, and its questions. */
export function DatasetPage({ datasetId }: { readonly datasetId: string }) {
  const router = useRouter();
  const [q, setQ] = useQueryState("q", parseAsString.withDefault(""));
  const settledQ = useDebounced(q, 250);
  const { data: dataset, isError, error, refetch } = useQuery(datasetQuery(datasetId));
  if (isError)
    return (
      <div className="mx-auto w-full max-w-[640px] px-3 py-8">
        <ErrorNote error={error} title="The data set could not be read" onRetry={() => refetch()} />
        <ButtonLink href="/datasets" className="mt-3">
          All data sets
        </ButtonLink>
      </div>
    );
  return (
    <div className="px-3 pt-4 pb-8 md:px-6 md:pt-5">
      <nav aria-label="Way back" className="text-small mb-1">
        <Link href="/datasets" className="text-accent hover:underline">
          Data sets
        </Link>
      </nav>
      <PageHeader
        title={dataset?.name ?? "…"}
        note={
          dataset && (
            <span className="flex flex-wrap items-center gap-2">
              <Tag>{taskWords[dataset.task]}</Tag>
              {dataset.isSimulated && <SimulatedBadge text="Simulated problems" />}
              <span>
                {dataset.fileName && <>{dataset.fileName} · </>}
                <code title={`SHA-256 ${dataset.sha256}`}>{dataset.sha256.slice(0, 8)}</code> ·{" "}
                {formatMoment(dataset.createdAt)} · {formatNoun(dataset.runCount, "run")}
              </span>
            </span>
          )
        }
      >
        <SearchInput
          className="w-[260px] max-md:w-full"
          aria-label="Find questions"
          placeholder="Question or gold"
          value={q}
          onChange={(next) => void setQ(next || null)}
        />
        <ButtonLink size="sm" className="h-[30px]!" href={`/runs/new?dataset=${datasetId}`}>
          <Sprout aria-hidden size={14} /> Start a run
        </ButtonLink>
        {dataset && <DeleteDatasetButton dataset={dataset} onDeleted={() => router.push("/datasets")} />}
      </PageHeader>
      <div className="mt-3.5 grid gap-4">
        {dataset && dataset.rejectedCount > 0 && (
          <Card className="p-4">
            <LeftOutLines lines={dataset.rejected} count={dataset.rejectedCount} />
          </Card>
        )}
        {dataset && <GoldProblems dataset={dataset} />}
        {dataset && <JudgedByCard dataset={dataset} />}
        <div>
          <QuestionList datasetId={datasetId} q={settledQ} onClear={() => void setQ(null)} />
        </div>
      </div>
    </div>
  );
}
