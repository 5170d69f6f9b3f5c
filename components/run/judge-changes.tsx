"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { reasonWords } from "@/components/judge/judge-words.ts";
import { VerdictGlyph } from "@/components/judge/verdict-glyph.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import { type ChangeFilters, judgeChangesQuery } from "@/lib/client/rejudgings.ts";
import type { JudgeChange } from "@/lib/http/wire/rejudgings.ts";

type JudgeChangesProps = {
  readonly runId: string;
  readonly rejudgingId: string;
  readonly filters: ChangeFilters;
};

/** The answers of which a rejudging says something else, each with the words round it; page by page. */
export function JudgeChanges({ runId, rejudgingId, filters }: JudgeChangesProps) {
  const changes = useInfiniteQuery({
    ...judgeChangesQuery(runId, rejudgingId, filters),
    placeholderData: keepPreviousData,
  });
  const items = changes.data?.pages.flatMap((page) => page.items) ?? [];
  if (changes.error)
    return (
      <ErrorNote error={changes.error} title="The changes could not be read" onRetry={changes.refetch} />
    );
  if (changes.isPending) return <Skeleton className="h-40" />;
  if (items.length === 0) return <p className="text-ink3 py-2">No answer matches.</p>;
  return (
    <div className={changes.isPlaceholderData ? "opacity-60" : ""}>
      <ul aria-label="Answers that change" className="divide-line divide-y">
        {items.map((change) => (
          <ChangeRow key={change.nodeId} change={change} />
        ))}
      </ul>
      {changes.hasNextPage && (
        <Button
          size="sm"
          className="mt-2"
          disabled={changes.isFetchingNextPage}
          onClick={() => void changes.fetchNextPage()}
        >
          More
        </Button>
      )}
    </div>
  );
}

/** A worked gold says its answer last; so does most that is long. */
const cutEnd = (text: string): string => (text.length > 80 ? `…${text.slice(-80)}` : text);
const cutRaw = ({ answer }: JudgeChange["after"]): string => (answer ? cutEnd(answer.raw) : "nothing");

function ChangeRow({ change }: { readonly change: JudgeChange }) {
  const { before, after, snippet, gold } = change;
  return (
    <li className="py-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <VerdictGlyph verdict={before.verdict} />
        <span aria-hidden>→</span>
        <VerdictGlyph verdict={after.verdict} />
        <Link
          href={`/trees/${change.treeId}?node=${change.path}`}
          className="text-accent text-small hover:underline"
        >
          Question {change.index + 1}, {change.path}
        </Link>
        <span className="text-small text-ink2 min-w-0 flex-1 max-md:order-last max-md:basis-full">
          {reasonWords(after.judge?.reason ?? "")}
        </span>
        {change.isOverridden && <Tag tone="accent">a person’s word counts</Tag>}
        <Link href={`/judge?node=${change.nodeId}`} className="text-accent text-small hover:underline">
          Try in the judge
        </Link>
      </div>
      <p dir="auto" className="text-ink2 mt-1 line-clamp-2 text-start wrap-anywhere">
        {snippet.start > 0 && "… "}
        {snippet.text.slice(0, snippet.start)}
        <mark className="bg-ans text-ink rounded-[3px] px-[3px]">
          {snippet.text.slice(snippet.start, snippet.end)}
        </mark>
        {snippet.text.slice(snippet.end)}
      </p>
      <p className="text-small text-ink3 mt-0.5 wrap-anywhere">
        read <code className="text-ink">{cutRaw(after)}</code>
        {(before.answer?.raw ?? null) !== (after.answer?.raw ?? null) && (
          <>
            {" "}
            (before: <code>{cutRaw(before)}</code>)
          </>
        )}
        , gold <code className="text-ink">{cutEnd(gold)}</code>
      </p>
    </li>
  );
}
