"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { votesInfiniteQuery } from "@/lib/client/votes.ts";
import type { Verdict } from "@/lib/core/tree.ts";
import { voteWords } from "@/components/votes/vote-words.ts";

type VotesDialogProps = {
  readonly runId: string;
  readonly vote: Verdict;
  readonly onClose: () => void;
};

/** The votes that say one thing, each leading to its leaf. */
export function VotesDialog({ runId, vote, onClose }: VotesDialogProps) {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    votesInfiniteQuery(runId, vote),
  );
  const votes = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="lg"
      title={`Votes: ${voteWords[vote]}`}
      description="Open a leaf to read the vote with its prompt, and to take it over."
      actions={
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      {error && <ErrorNote error={error} title="The votes could not be read" onRetry={refetch} />}
      {!data && !error && <Skeleton className="h-40" />}
      {data && votes.length === 0 && <p className="text-ink2 py-6 text-center">None so far.</p>}
      <ul className="divide-line divide-y">
        {votes.map((one) => (
          <li key={one.id}>
            <Link
              href={`/trees/${one.treeId}?node=${one.nodeId}`}
              className="hover:bg-sunken block px-1 py-2 pointer-coarse:min-h-11"
            >
              <span className="flex flex-wrap items-baseline gap-x-2.5">
                <b>{voteWords[one.vote]}</b>
                <span className="text-accent">
                  question {one.index + 1}, leaf <code>{one.path}</code>
                </span>
                <span className="text-small text-ink3 ml-auto">{one.model}</span>
              </span>
              <span className="text-small text-ink2 line-clamp-2 wrap-anywhere">{one.text}</span>
            </Link>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button size="sm" className="my-2" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          More
        </Button>
      )}
    </Dialog>
  );
}
