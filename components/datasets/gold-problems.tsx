"use client";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { checkGolds, goldProblemsInfiniteQuery } from "@/lib/client/golds.ts";
import type { Dataset } from "@/lib/http/wire/datasets.ts";
import { GoldProblemTable } from "./gold-problem-table.tsx";

/** The golds that no verdict can rest on, as far as they were read; nothing where all of them can be. */
export function GoldProblems({ dataset }: { readonly dataset: Dataset }) {
  const { goldCheck } = dataset;
  const isRead = goldCheck !== null && goldCheck.ruleVersion === dataset.ruleVersion;
  if (isRead && goldCheck.problems === 0) return null;
  return (
    <Card className="grid gap-2 p-4">
      {isRead ? <Listed dataset={dataset} problems={goldCheck.problems} /> : <Unread dataset={dataset} />}
    </Card>
  );
}

function Unread({ dataset }: { readonly dataset: Dataset }) {
  const client = useQueryClient();
  const read = useMutation({
    mutationFn: () => checkGolds(dataset.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ["datasets"] }),
  });
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-[200px] flex-1">
          The golds have not been read by the judge that counts here yet.
        </p>
        <Button size="sm" disabled={read.isPending} onClick={() => read.mutate()}>
          {read.isPending ? "Reading…" : "Read them now"}
        </Button>
      </div>
      {read.isError && <ErrorNote error={read.error} title="The golds could not be read" />}
    </>
  );
}

function Listed({ dataset, problems }: { readonly dataset: Dataset; readonly problems: number }) {
  const list = useInfiniteQuery(goldProblemsInfiniteQuery(dataset.id));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div>
        <h2 className="text-section text-warn">
          {formatNoun(problems, "gold")} of {formatNoun(dataset.questionCount, "question")} cannot be read
        </h2>
        <p className="text-ink2">
          No answer to {problems === 1 ? "it" : "them"} can be judged with certainty. Mend{" "}
          {problems === 1 ? "it" : "them"} in {dataset.fileName ?? "the rows"} and upload again, or judge by
          another task or rule.
        </p>
      </div>
      {list.isError && (
        <ErrorNote error={list.error} title="The list could not be read" onRetry={() => list.refetch()} />
      )}
      {list.isPending && <Skeleton className="h-16" />}
      {items.length > 0 && <GoldProblemTable problems={items} />}
      {list.hasNextPage && (
        <Button
          size="sm"
          className="justify-self-start"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  );
}
