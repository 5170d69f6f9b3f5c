"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { actOnRun, deleteRun, patchRun, type RunAction, runQuery } from "@/lib/client/runs.ts";
import type { RunPatch } from "@/lib/http/wire/runs.ts";

export type RunChange =
  | { readonly kind: "act"; readonly action: RunAction }
  | { readonly kind: "patch"; readonly patch: RunPatch; readonly thenResume?: boolean }
  | { readonly kind: "delete" };

/** Changes one run and brings the lists up to date; the error stays with the caller, beside its button. */
export function useRunAction(runId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: RunChange) => {
      if (change.kind === "delete") return await deleteRun(runId);
      if (change.kind === "act") return await actOnRun(runId, change.action);
      const run = await patchRun(runId, change.patch);
      return change.thenResume ? await actOnRun(runId, "resume") : run;
    },
    onSuccess: (run) => {
      if (run) client.setQueryData(runQuery(runId).queryKey, run);
      void client.invalidateQueries({ queryKey: ["runs", "list"] });
    },
  });
}
