"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useRouter } from "next/navigation";
import { debounce, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { SearchInput } from "@/components/ui/search-input.tsx";
import { Select } from "@/components/ui/select.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useDebounced } from "@/components/ui/use-debounced.ts";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { comparedQuestionsQuery, type RunPair } from "@/lib/client/compare.ts";
import { searchOf } from "@/lib/client/search-of.ts";
import type { ComparedFilter, ComparedSort, Comparison } from "@/lib/http/wire/compare.ts";
import { comparedColumns, ComparedRow } from "./compared-row.tsx";

const filterWords: Readonly<Record<ComparedFilter, string>> = {
  all: "All",
  improved: "Come above",
  worsened: "Fall below",
  same: "Same side",
  mixed_a: "Pairs only in A",
  mixed_b: "Pairs only in B",
};
const filters = Object.keys(filterWords) as ComparedFilter[];
const sortWords: Readonly<Record<ComparedSort, string>> = {
  size: "largest change",
  "-change": "best for B",
  change: "best for A",
  index: "in order",
};
const sorts = Object.keys(sortWords) as ComparedSort[];

export const listAddress = {
  filter: parseAsStringLiteral(filters).withDefault("all"),
  sort: parseAsStringLiteral(sorts).withDefault("size"),
  q: parseAsString.withDefault(""),
};

const rowHeight = 45;

/** The questions that both runs finished: filters, order and search are in the address. */
export function ComparedList({
  runs,
  comparison,
}: {
  readonly runs: RunPair;
  readonly comparison: Comparison;
}) {
  const [{ filter, sort, q }, setState] = useQueryStates(listAddress, { history: "replace" });
  const settledQ = useDebounced(q, 250);
  const choice = { filter, sort, q: settledQ };
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage, isPlaceholderData } =
    useInfiniteQuery(comparedQuestionsQuery(runs, choice));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  const list = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  const [current, setCurrent] = useState(-1);
  const router = useRouter();
  useLayoutEffect(() => {
    const measure = (): void =>
      setOffset(Math.round((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollMargin: offset,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= items.length - 20) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, items.length]);
  const hrefOf = (at: number): string | null => {
    const item = items[at];
    return item
      ? `/compare/trees${searchOf({ a: item.a.id, b: item.b.id, threshold: runs.threshold })}`
      : null;
  };
  const go = (by: number): void => {
    const next = Math.min(items.length - 1, Math.max(0, current + by));
    setCurrent(next);
    virtual.scrollToIndex(next, { align: "auto" });
  };
  useHotkeys({
    j: () => go(1),
    k: () => go(-1),
    enter: () => {
      const href = hrefOf(current);
      if (href) router.push(href);
    },
  });
  return (
    <section aria-label="Questions" className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput
          className="w-[220px] max-md:w-full"
          aria-label="Search questions and gold"
          placeholder="Question or gold"
          value={q}
          onChange={(next) => void setState({ q: next || null }, { limitUrlUpdates: debounce(200) })}
        />
        <div role="group" aria-label="Filter" className="flex gap-1.5 overflow-x-auto py-px">
          {filters
            .filter((name) => name === "all" || name === filter || comparison.counts[name] > 0)
            .map((name) => (
              <Chip
                key={name}
                isOn={filter === name}
                count={comparison.counts[name]}
                onClick={() => void setState({ filter: name })}
              >
                {filterWords[name]}
              </Chip>
            ))}
        </div>
        <span className="flex-1" />
        <label className="text-small text-ink2 flex items-center gap-1.5">
          Sort
          <Select
            value={sort}
            className="w-36!"
            onChange={(event) =>
              void setState({ sort: sorts.find((name) => name === event.target.value) ?? null })
            }
          >
            {sorts.map((name) => (
              <option key={name} value={name}>
                {sortWords[name]}
              </option>
            ))}
          </Select>
        </label>
      </div>
      {error && <ErrorNote error={error} title="The questions could not be read" onRetry={refetch} />}
      <Card className="overflow-clip">
        <div
          aria-hidden
          className={classNames(comparedColumns, "border-line text-tiny text-ink3 h-8 border-b font-[550]")}
        >
          <span className="max-md:hidden">No.</span>
          <span>Question</span>
          <span className="text-right max-md:hidden">Gold</span>
          <span>A</span>
          <span>B</span>
          <span className="text-right">B − A</span>
          <span className="text-right max-md:hidden">Pairs</span>
        </div>
        {!data &&
          !error &&
          Array.from({ length: 6 }, (_, at) => <Skeleton key={at} className="mx-3 my-2 h-7" />)}
        {data && items.length === 0 && (
          <EmptyNote
            title={
              comparison.questions.compared === 0 ? "No question is finished in both" : "No question matches"
            }
            actions={
              comparison.questions.compared > 0 && (
                <Button onClick={() => void setState({ filter: null, q: null })}>Show all</Button>
              )
            }
          >
            {comparison.questions.compared === 0
              ? "Questions appear here once their trees are whole in both runs."
              : "The filter and the search leave nothing."}
          </EmptyNote>
        )}
        <div
          ref={list}
          role="list"
          aria-label="Compared questions"
          aria-busy={isPlaceholderData}
          className={isPlaceholderData ? "opacity-60" : ""}
          style={{ height: virtual.getTotalSize(), position: "relative" }}
        >
          {rows.map((row) => {
            const question = items[row.index];
            const href = hrefOf(row.index);
            return question && href ? (
              <div
                key={question.a.id}
                role="listitem"
                aria-setsize={total}
                aria-posinset={row.index + 1}
                className="absolute inset-x-0 top-0"
                style={{
                  height: row.size,
                  transform: `translateY(${row.start - virtual.options.scrollMargin}px)`,
                }}
              >
                <ComparedRow
                  question={question}
                  comparison={comparison}
                  href={href}
                  isCurrent={row.index === current}
                />
              </div>
            ) : null;
          })}
        </div>
      </Card>
    </section>
  );
}
