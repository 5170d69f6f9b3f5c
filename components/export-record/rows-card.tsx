"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import { exportRowsQuery } from "@/lib/client/export-rows.ts";
import { writeValue } from "@/lib/core/write-value.ts";
import type { ExportRow } from "@/lib/http/wire/export-rows.ts";
import { excerptOf } from "./excerpt-of.ts";
import { RowLinks } from "./row-links.tsx";

type RowsCardProps = { readonly exportId: string; readonly files: readonly string[] };

/** The rows of each data file as they were shipped, each leading to where it comes from. */
export function RowsCard({ exportId, files }: RowsCardProps) {
  const [file, setFile] = useState(files[0] ?? "");
  const rows = useInfiniteQuery(exportRowsQuery(exportId, file));
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card className="min-w-0">
      <div role="tablist" aria-label="Files" className="border-line flex overflow-x-auto border-b px-2">
        {files.map((path) => (
          <button
            key={path}
            type="button"
            role="tab"
            aria-selected={path === file}
            onClick={() => setFile(path)}
            className="text-small text-ink2 aria-selected:border-ink aria-selected:text-ink -mb-px border-b-2 border-transparent px-2.5 py-2 font-mono whitespace-nowrap pointer-coarse:min-h-11"
          >
            {path.replace(/^data\//, "").replace(/\/(train|validation)-.*$/, "_$1")}
          </button>
        ))}
      </div>
      {rows.error && (
        <ErrorNote
          error={rows.error}
          title="The rows could not be read"
          onRetry={rows.refetch}
          className="m-3"
        />
      )}
      {rows.isPending && <Skeleton className="m-4 h-40" />}
      <ul className="divide-line divide-y">
        {items.map((row) => (
          <Row key={row.place.row} row={row} />
        ))}
      </ul>
      {rows.hasNextPage && (
        <div className="border-line border-t p-3 text-center">
          <Button disabled={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
            More rows
          </Button>
        </div>
      )}
    </Card>
  );
}

function Row({ row }: { readonly row: ExportRow }) {
  const { place, content } = row;
  return (
    <li className="px-4 py-2">
      <div className="text-small flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-ink3 w-8">{place.row + 1}</span>
        <span className="text-ink2">
          {place.isPair || place.values.length === 0 ? "" : "value "}
          {place.values.map(writeValue).join(" over ")}
        </span>
        {place.decision && <Tag>{place.decision}</Tag>}
        {place.labels && <Tag>{place.labels.map((label) => (label ? "+" : "−")).join(" ")}</Tag>}
        <span className="ml-auto">
          <RowLinks place={place} />
        </span>
      </div>
      {content !== null && (
        <details className="text-small mt-0.5">
          <summary className="text-ink2 line-clamp-1 wrap-anywhere">{excerptOf(content)}</summary>
          <pre className="mt-1.5 max-h-[420px] overflow-auto font-mono wrap-anywhere whitespace-pre-wrap">
            {JSON.stringify(content, null, 2)}
          </pre>
        </details>
      )}
    </li>
  );
}
