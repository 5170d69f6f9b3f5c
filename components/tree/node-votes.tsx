"use client";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatMoment } from "@/components/ui/format.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { voteWords } from "@/components/votes/vote-words.ts";
import { nodeVotesQuery } from "@/lib/client/votes.ts";
import type { TreeNode } from "@/lib/http/wire/trees.ts";
import type { NodeVote } from "@/lib/http/wire/votes.ts";
import type { TreeIndex } from "./index-tree.ts";
import { useOverride } from "./use-override.ts";

const VoteDialog = lazy(async () => ({ default: (await import("./vote-dialog.tsx")).VoteDialog }));

/** What an override that takes a vote over says as its reason. */
const reasonOf = ({ id, model, promptVersion }: NodeVote): string =>
  `Vote of ${model} (wording ${promptVersion}), ${id}`;

/** What models said of a leaf: no credit, but a person can take one over as an override. Nothing where there is no vote. */
export function NodeVotes({ index, node }: { index: TreeIndex; node: TreeNode }) {
  const { data, error, refetch } = useQuery(nodeVotesQuery(node.id));
  const [read, setRead] = useState<NodeVote | null>(null);
  const override = useOverride(index.tree);
  const votes = data?.items ?? [];
  const isTaken = (vote: NodeVote): boolean => node.override?.reason === reasonOf(vote);
  const isOpen = (vote: NodeVote): boolean => vote.vote !== "unknown" && !isTaken(vote);
  const take = (vote: NodeVote): void =>
    override.mutate({ node, verdict: vote.vote, reason: reasonOf(vote) });
  const newest = votes.find(isOpen);
  useHotkeys({ v: () => newest && !override.isPending && take(newest) }, newest !== undefined);
  if (error)
    return <ErrorNote error={error} title="The votes could not be read" onRetry={refetch} className="mt-2" />;
  if (votes.length === 0) return null;
  return (
    <section aria-label="Votes of models" className="rounded-control border-line mt-2.5 border px-3 py-2">
      <h3 className="text-tiny text-ink3">Votes of models (never credit)</h3>
      <ul>
        {votes.map((vote) => (
          <li key={vote.id} className="text-small flex flex-wrap items-center gap-x-2 gap-y-1 py-1">
            <b>{voteWords[vote.vote]}</b>
            <span className="text-ink2 min-w-0 truncate" title={vote.model}>
              {vote.model}
            </span>
            <time dateTime={vote.createdAt} className="text-ink3">
              {formatMoment(vote.createdAt)}
            </time>
            <span className="ml-auto flex items-center gap-1.5">
              {isTaken(vote) && <Tag tone="accent">taken over</Tag>}
              <Button size="sm" variant="ghost" onClick={() => setRead(vote)}>
                Read
              </Button>
              {isOpen(vote) && (
                <Button size="sm" disabled={override.isPending} onClick={() => take(vote)}>
                  Take over as override {vote === newest && <Kbd>v</Kbd>}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {override.error && (
        <ErrorNote error={override.error} title="The vote was not taken over" className="mt-1" />
      )}
      <Suspense>{read && <VoteDialog vote={read} onClose={() => setRead(null)} />}</Suspense>
    </section>
  );
}
