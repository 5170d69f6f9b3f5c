"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { questionsInfiniteQuery } from "@/lib/client/datasets.ts";
import { QuestionRow } from "./question-row.tsx";

const closedRowPx = 44;

type QuestionListProps = { readonly datasetId: string; readonly q: string; readonly onClear: () => void };

/** All questions of a data set, only those near the window drawn. */
export function QuestionList({ datasetId, q, onClear }: QuestionListProps) {
  const questions = useInfiniteQuery(questionsInfiniteQuery(datasetId, q ? { q } : {}));
  const items = questions.data?.pages.flatMap((page) => page.items) ?? [];
  const total = questions.data?.pages[0]?.total ?? 0;
  const [openId, setOpenId] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), [questions.isPending]);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => closedRowPx,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => items[index]?.id ?? index,
  });
  const drawn = rows.getVirtualItems();
  const lastDrawn = drawn.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = questions;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastDrawn > items.length - 30) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastDrawn, items.length]);

  if (questions.isError && items.length === 0)
    return (
      <ErrorNote
        error={questions.error}
        title="The questions could not be read"
        onRetry={() => questions.refetch()}
      />
    );
  if (questions.isPending)
    return (
      <Card aria-busy className="grid gap-3 p-4">
        {[0, 1, 2, 3, 4, 5].map((row) => (
          <Skeleton key={row} className="h-7" />
        ))}
      </Card>
    );
  if (items.length === 0)
    return (
      <Card>
        <EmptyNote
          title="No question matches"
          actions={<Button onClick={onClear}>Show all questions</Button>}
        >
          The search looks at the words of questions and gold.
        </EmptyNote>
      </Card>
    );
  return (
    <>
      <p aria-live="polite" className="text-small text-ink3 mb-2">
        {formatNoun(total, "question")}
      </p>
      <Card className="overflow-hidden">
        <div ref={list} className="relative" style={{ height: rows.getTotalSize() }}>
          {drawn.map((row) => {
            const question = items[row.index];
            if (!question) return null;
            return (
              <div
                key={row.key}
                ref={rows.measureElement}
                data-index={row.index}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${row.start - top}px)` }}
              >
                <QuestionRow
                  question={question}
                  isOpen={openId === question.id}
                  onToggle={() => setOpenId(openId === question.id ? null : question.id)}
                />
              </div>
            );
          })}
        </div>
      </Card>
      {questions.isFetchNextPageError && (
        <ErrorNote
          className="mt-3"
          error={questions.error}
          title="More questions could not be read"
          onRetry={() => fetchNextPage()}
        />
      )}
    </>
  );
}
