"use client";
import { useMutation, useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { saveDecisions } from "@/lib/client/pairs.ts";
import type { DecisionsPost, PairItem, PairList } from "@/lib/http/wire/pairs.ts";
import { authorOf, useAuthor } from "./use-author.ts";

export type GivenVerdict = DecisionsPost["decisions"][number]["verdict"];
export type PairKey = Pick<PairItem, "chosenNodeId" | "rejectedNodeId">;
export type Decided = {
  readonly pair: PairKey;
  readonly verdict: GivenVerdict;
  readonly reason?: string | undefined;
};

type Pages = InfiniteData<z.infer<typeof PairList>>;

export const isSamePair = (a: PairKey, b: PairKey): boolean =>
  a.chosenNodeId === b.chosenNodeId && a.rejectedNodeId === b.rejectedNodeId;

/**
 * Writes the word into the lists that are on screen instead of reading them again: a queue of thousands keeps its
 * place, and a pair that a filter no longer covers stays in view until the list is next read.
 */
function patchLists(
  client: QueryClient,
  runId: string,
  { pair, verdict, reason }: Decided,
  author: string,
): void {
  const at = new Date().toISOString();
  const decision: PairItem["decision"] =
    verdict === "clear"
      ? null
      : { verdict, author: author === "" ? null : author, reason: reason ?? null, at };
  client.setQueriesData<Pages>(
    { queryKey: ["runs", runId, "pairs"] },
    (known) =>
      known && {
        ...known,
        pages: known.pages.map((page) => ({
          ...page,
          items: page.items.map((item) => (isSamePair(item, pair) ? { ...item, decision } : item)),
        })),
      },
  );
}

/** Saves a person's word on a pair, signed with the remembered name; a refused one is taken back from the lists. */
export function useDecisions(runId: string) {
  const client = useQueryClient();
  const [author] = useAuthor();
  const mutation = useMutation({
    mutationFn: ({ pair, verdict, reason }: Decided) =>
      saveDecisions(runId, {
        decisions: [
          {
            chosenNodeId: pair.chosenNodeId,
            rejectedNodeId: pair.rejectedNodeId,
            verdict,
            ...(reason ? { reason } : {}),
            ...authorOf(author),
          },
        ],
      }),
    onMutate: (decided) => patchLists(client, runId, decided, author.trim()),
    onError: () => client.invalidateQueries({ queryKey: ["runs", runId, "pairs"] }),
    onSettled: async () => {
      void client.invalidateQueries({ queryKey: ["runs", runId, "pair"] });
      await client.invalidateQueries({ queryKey: ["runs", runId, "pair-counts"] });
    },
  });
  return {
    decide: (pair: PairKey, verdict: GivenVerdict, reason?: string) =>
      mutation.mutate({ pair, verdict, reason }),
    isPending: mutation.isPending,
    error: mutation.error,
    failed: mutation.error ? (mutation.variables ?? null) : null,
    reset: mutation.reset,
  };
}
