"use client";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useRouter } from "next/navigation";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { treeCountsQuery, treesInfiniteQuery } from "@/lib/client/trees.ts";
import { TreeFilter, TreeSort, type Run } from "@/lib/http/wire/runs.ts";
import { QuestionFilters } from "./question-filters.tsx";
import { QuestionHead, QuestionRow } from "./question-row.tsx";

export const questionAddress = {
  filter: parseAsStringLiteral(TreeFilter.options).withDefault("all"),
  sort: parseAsStringLiteral(TreeSort.options).withDefault("index"),
  q: parseAsString.withDefault(""),
  text: parseAsString.withDefault(""),
};

const rowHeight = 45;
const hitHeight = 22;

/** The run's questions with their trees in small; filters, order and searches are in the address. */
export function QuestionList({ run, threshold }: { run: Run; threshold: number }) {
  const [filters, setFilters] = useQueryStates(questionAddress, { history: "replace" });
  const counts = useQuery(treeCountsQuery(run.id));
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage, isPlaceholderData } =
    useInfiniteQuery({
      ...treesInfiniteQuery(run.id, filters),
      placeholderData: keepPreviousData,
    });
  const trees = data?.pages.flatMap((page) => page.items) ?? [];
  const list = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  const [current, setCurrent] = useState(-1);
  const router = useRouter();
  // What stands above the list grows and shrinks: notices, a wait, the histograms.
  useLayoutEffect(() => {
    const measure = (): void =>
      setOffset(Math.round((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const virtual = useWindowVirtualizer({
    count: trees.length,
    estimateSize: (at) => rowHeight + (trees[at]?.hits?.length ? hitHeight : 0),
    overscan: 10,
    scrollMargin: offset,
    getItemKey: (at) => trees[at]?.id ?? at,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= trees.length - 20) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, trees.length]);

  const go = (by: number): void => {
    const next = Math.min(trees.length - 1, Math.max(0, current + by));
    setCurrent(next);
    virtual.scrollToIndex(next, { align: "auto" });
  };
  const openHref = (at: number): string | null => {
    const tree = trees[at];
    return tree ? `/trees/${tree.id}` : null;
  };
  useHotkeys({
    j: () => go(1),
    k: () => go(-1),
    enter: (event) => {
      if (event.target instanceof HTMLElement && event.target.closest("a,button,summary,[role=slider]")) {
        event.target.click();
        return;
      }
      const href = openHref(current);
      if (href) router.push(href);
    },
  });
  const isFiltered = filters.filter !== "all" || filters.q !== "" || filters.text !== "";
  return (
    <section aria-label="Questions" className="flex flex-col gap-2.5">
      <QuestionFilters
        filters={filters}
        onChange={(patch) => void setFilters(patch)}
        counts={counts.data ?? null}
        total={data?.pages[0]?.total ?? null}
      />
      {error && <ErrorNote error={error} title="The questions could not be read" onRetry={refetch} />}
      <Card className="overflow-clip">
        <QuestionHead run={run} />
        {!data &&
          !error &&
          Array.from({ length: 8 }, (_, at) => <Skeleton key={at} className="mx-3 my-2 h-7" />)}
        {data && trees.length === 0 && (
          <EmptyNote
            title={isFiltered ? "No question matches" : "No questions yet"}
            actions={
              isFiltered && (
                <Button onClick={() => void setFilters({ filter: null, q: null, text: null })}>
                  Show all
                </Button>
              )
            }
          >
            {isFiltered ? "The filter and the searches leave nothing." : "The run has not begun."}
          </EmptyNote>
        )}
        <div
          ref={list}
          role="list"
          aria-label="Questions"
          aria-busy={isPlaceholderData}
          className={isPlaceholderData ? "opacity-60" : ""}
          style={{ height: virtual.getTotalSize(), position: "relative" }}
        >
          {rows.map((row) => {
            const tree = trees[row.index];
            return tree ? (
              <div
                key={row.key}
                role="listitem"
                aria-setsize={data?.pages[0]?.total ?? trees.length}
                aria-posinset={row.index + 1}
                className="absolute inset-x-0 top-0"
                style={{
                  height: row.size,
                  transform: `translateY(${row.start - virtual.options.scrollMargin}px)`,
                }}
              >
                <QuestionRow run={run} tree={tree} threshold={threshold} isCurrent={row.index === current} />
              </div>
            ) : null;
          })}
        </div>
        {isFetchingNextPage && <p className="text-small text-ink3 px-4 py-2">Reading more…</p>}
      </Card>
    </section>
  );
}
