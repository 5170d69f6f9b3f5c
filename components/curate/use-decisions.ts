"use client";
import { useMutation, useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { saveDecisions } from "@/lib/client/pairs.ts";
import type { PairItem, PairList } from "@/lib/http/wire/pairs.ts";
import { decisionEntries, type Decided, type PairKey } from "./decision-entries.ts";
import { useAuthor } from "./use-author.ts";

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
  { pair, verdict, reason, settles = false, again = [] }: Decided,
  author: string,
): void {
  const at = new Date().toISOString();
  const own = { author: author === "" ? null : author, reason: reason ?? null, at, settles };
  /** What stands once the server has read it: others' words where one's own is taken back. */
  const patch = (item: PairItem): PairItem => {
    const others = (
      item.words.length > 0 ? item.words : [item.decision].flatMap((word) => word ?? [])
    ).filter((word) => word.settles !== settles || word.author !== own.author);
    const words =
      verdict === "clear" ? (again.length > 0 ? again : others) : [...others, { ...own, verdict }];
    const told = new Set(words.filter((word) => word.verdict !== "flag").map((word) => word.verdict));
    return {
      ...item,
      decision: words.at(-1) ?? null,
      // A settlement ends it; taking one back brings it again.
      isConflict: told.size > 1 && (verdict === "clear" || !settles),
      words: told.size > 1 ? words : [],
    };
  };
  client.setQueriesData<Pages>(
    { queryKey: ["runs", runId, "pairs"] },
    (known) =>
      known && {
        ...known,
        pages: known.pages.map((page) => ({
          ...page,
          items: page.items.map((item) => (isSamePair(item, pair) ? patch(item) : item)),
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
