"use client";
import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { exportsQuery } from "@/lib/client/exports.ts";
import { ExportCard } from "./export-card.tsx";

/** What was shipped, newest first; finished exports never change. */
export function ExportsPage() {
  const exports = useQuery(exportsQuery());
  const items = exports.data?.items ?? [];
  return (
    <div className="mx-auto w-full max-w-[1080px] px-3 pt-4 pb-8 md:px-6 md:pt-5">
      <PageHeader title="Exports" note={exports.data && formatNoun(items.length, "export")}>
        {items.length > 1 && <ButtonLink href="/exports/compare">Compare two</ButtonLink>}
      </PageHeader>
      {exports.isError && (
        <ErrorNote
          className="mt-3.5"
          error={exports.error}
          title="The exports could not be read"
          onRetry={() => exports.refetch()}
        />
      )}
      <Card className="mt-3.5 overflow-hidden">
        {exports.isPending && (
          <div aria-busy className="grid gap-4 p-4">
            {[0, 1, 2].map((row) => (
              <Skeleton key={row} className="h-12" />
            ))}
          </div>
        )}
        {exports.data && items.length === 0 && (
          <EmptyNote title="Nothing exported yet" actions={<ButtonLink href="/">Choose a run</ButtonLink>}>
            An export turns the labels of a run into training files. Open a run and its Export tab.
          </EmptyNote>
        )}
        <ul className="divide-line divide-y">
          {items.map((item) => (
            <ExportCard key={item.id} item={item} />
          ))}
        </ul>
      </Card>
    </div>
  );
}
