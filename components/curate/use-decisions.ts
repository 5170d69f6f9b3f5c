"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { saveDecisions } from "@/lib/client/pairs.ts";
import type { DecisionsPost, PairItem } from "@/lib/http/wire/pairs.ts";
import { authorOf, useAuthor } from "./use-author.ts";

type Verdict = DecisionsPost["decisions"][number]["verdict"];
export type PairKey = Pick<PairItem, "chosenNodeId" | "rejectedNodeId">;

/** Saves a person's word on a pair, signed with the remembered name, then reads again the lists that show it. */
export function useDecisions(runId: string) {
  const client = useQueryClient();
  const [author] = useAuthor();
  const mutation = useMutation({
    mutationFn: ({ pair, verdict, reason }: { pair: PairKey; verdict: Verdict; reason?: string | undefined }) =>
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
    onSettled: () => {
      for (const part of ["pairs", "pair-counts"]) void client.invalidateQueries({ queryKey: ["runs", runId, part] });
    },
  });
  return {
    decide: (pair: PairKey, verdict: Verdict, reason?: string) => mutation.mutate({ pair, verdict, reason }),
    decideAsync: (pair: PairKey, verdict: Verdict, reason?: string) => mutation.mutateAsync({ pair, verdict, reason }),
    isPending: mutation.isPending,
    error: mutation.error,
    reset: mutation.reset,
  };
}
