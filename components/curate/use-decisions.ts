"use client";
import { useMutation, useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { saveDecisions } from "@/lib/client/pairs.ts";
import type { PairList } from "@/lib/http/wire/pairs.ts";
import { decisionEntries, type Decided, type PairKey } from "./decision-entries.ts";
import { patchPair } from "./patch-pair.ts";
import { useAuthor } from "./use-author.ts";

type Pages = InfiniteData<z.infer<typeof PairList>>;

export const isSamePair = (a: PairKey, b: PairKey): boolean =>
  a.chosenNodeId === b.chosenNodeId && a.rejectedNodeId === b.rejectedNodeId;

/**
 * Writes the word into the lists that are on screen instead of reading them again: a queue of thousands keeps its
 * place, and a pair that a filter no longer covers stays in view until the list is next read.
 */
function patchLists(client: QueryClient, runId: string, decided: Decided, author: string): void {
  const now = Date.now();
  client.setQueriesData<Pages>(
    { queryKey: ["runs", runId, "pairs"] },
    (known) =>
      known && {
        ...known,
        pages: known.pages.map((page) => ({
          ...page,
          items: page.items.map((item) =>
            isSamePair(item, decided.pair) ? patchPair(item, decided, author, now) : item,
          ),
        })),
      },
  );
}

/** Saves a person's word on a pair, signed with the remembered name; a refused one is taken back from the lists. */
export function useDecisions(runId: string) {
  const client = useQueryClient();
  const [author] = useAuthor();
  const mutation = useMutation({
    mutationFn: (decided: Decided) => saveDecisions(runId, { decisions: decisionEntries(decided, author) }),
    onMutate: (decided) => patchLists(client, runId, decided, author.trim()),
    onError: () => client.invalidateQueries({ queryKey: ["runs", runId, "pairs"] }),
    onSettled: async () => {
      void client.invalidateQueries({ queryKey: ["runs", runId, "pair"] });
      await client.invalidateQueries({ queryKey: ["runs", runId, "pair-counts"] });
    },
  });
  return {
    decide: (decided: Decided) => mutation.mutate(decided),
    isPending: mutation.isPending,
    error: mutation.error,
    failed: mutation.error ? (mutation.variables ?? null) : null,
    reset: mutation.reset,
  };
}
