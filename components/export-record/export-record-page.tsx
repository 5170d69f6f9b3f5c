"use client";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import Link from "next/link";
import { FilesTable } from "@/components/exports-list/files-table.tsx";
import { Bar } from "@/components/ui/bar.tsx";
import { ButtonLink, buttonClass } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatBytes, formatMoment, formatNoun } from "@/components/ui/format.ts";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import { exportQuery } from "@/lib/client/exports.ts";
import type { Export } from "@/lib/http/wire/exports.ts";
import { ContentsCard } from "./contents-card.tsx";
import { HubCard } from "./hub-card.tsx";
import { RebuildCard } from "./rebuild-card.tsx";
import { RecipeCard } from "./recipe-card.tsx";
import { RowsCard } from "./rows-card.tsx";
import { TakeCard } from "./take-card.tsx";

/** One export for good: what it was made of, what it holds, how to take it, and whether it can be built again. */
export function ExportRecordPage({ exportId }: { readonly exportId: string }) {
  const { data, error, refetch } = useQuery(exportQuery(exportId));
  return (
    <div className="mx-auto w-full max-w-[1280px] px-3 pt-4 pb-8 md:px-6 md:pt-5">
      {error && (
        <ErrorNote error={error} title="The export could not be read" onRetry={refetch} className="mb-3.5" />
      )}
      {!data && !error && (
        <div aria-busy className="grid gap-3.5">
          <Skeleton className="h-8 w-64" />
          <Skeleton className="h-96" />
        </div>
      )}
      {data && <ExportRecord item={data} />}
    </div>
  );
}

function ExportRecord({ item }: { readonly item: Export }) {
  const data = item.files.filter(({ rows }) => rows !== null && rows > 0);
  const dataFiles = data.filter(({ path }) => path.startsWith("data/"));
  return (
    <>
      <PageHeader
        title={
          <span className="inline-flex flex-wrap items-center gap-2">
            Export <code className="text-ink2 text-section">{item.recipeHash.slice(0, 8)}</code>
            <Tag>{String(item.recipe["format"])}</Tag>
          </span>
        }
        note={
          <>
            {item.status === "ready" &&
              `${formatNoun(item.rows, "row")} in ${formatNoun(dataFiles.length, "file")}, `}
            {formatMoment(item.createdAt)}
          </>
        }
      >
        <ButtonLink href={`/exports/compare?b=${item.id}`}>Compare</ButtonLink>
        {item.status === "ready" && (
          <a
            href={`/api/exports/${item.id}/download`}
            download
            className={buttonClass({ variant: "primary" })}
          >
            <Download aria-hidden size={14} /> Download{" "}
            {item.bytes === null ? "" : `${formatBytes(item.bytes)} unpacked`}
          </a>
        )}
      </PageHeader>
      <p className="text-ink2 mt-1 wrap-anywhere">
        From{" "}
        {item.runs.map((run, index) => (
          <span key={run.id}>
            {index > 0 && ", "}
            <Link href={`/runs/${run.id}`} className="text-accent hover:underline">
              {run.name}
            </Link>
          </span>
        ))}
      </p>
      {item.status === "building" && (
        <Card className="mt-3.5 p-4">
          <Bar share={item.progress} label={`${Math.round(item.progress * 100)} % built`} />
        </Card>
      )}
      {item.status === "failed" && (
        <ErrorNote
          className="mt-3.5"
          error={new Error(item.message ?? "It broke off.")}
          title="The export failed"
        />
      )}
      <div className="mt-3.5 grid items-start gap-3.5 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-3.5">
          {item.manifest && <ContentsCard item={item} />}
          {item.status === "ready" && dataFiles.length > 0 && (
            <RowsCard exportId={item.id} files={dataFiles.map(({ path }) => path)} />
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          {item.status === "ready" && <TakeCard item={item} />}
          <RecipeCard item={item} />
          {item.status === "ready" && <HubCard exportId={item.id} />}
          {item.status === "ready" && <RebuildCard item={item} />}
        </div>
      </div>
      {item.files.length > 0 && (
        <Card className="mt-3.5 px-4 py-3">
          <h2 className="text-section">Files</h2>
          <FilesTable files={item.files} />
        </Card>
      )}
    </>
  );
}
