"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { formatNoun } from "@/components/ui/format.ts";
import { decideMatching, takeBackBulk } from "@/lib/client/pairs.ts";
import type { BulkPost } from "@/lib/http/wire/pairs.ts";

/** One word on many pairs, and the step that takes it back; what is on screen is read again after either. */
export function useBulk(runId: string) {
  const client = useQueryClient();
  const readAgain = async (): Promise<void> => {
    for (const part of ["pair", "pair-counts", "pairs"])
      await client.invalidateQueries({ queryKey: ["runs", runId, part] });
  };
  const decide = useMutation({
    mutationFn: (body: BulkPost) => decideMatching(runId, body),
    onSettled: readAgain,
  });
  const takeBack = useMutation({
    mutationFn: (step: string) => takeBackBulk(runId, step),
    onSuccess: ({ restored, kept }) => {
      const others = kept > 0 ? `; ${formatNoun(kept, "pair")} decided since stay as they are` : "";
      toast.success(`${formatNoun(restored, "pair")} as before${others}`);
    },
    onError: (error) => toast.error(error instanceof Error ? error.message : "That did not work"),
    onSettled: readAgain,
  });
  return { decide, takeBack };
}
