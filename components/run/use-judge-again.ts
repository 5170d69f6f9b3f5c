"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { authorOf, useAuthor } from "@/components/curate/use-author.ts";
import {
  actOnRejudging,
  isMoving,
  judgeAgainQuery,
  previewRejudging,
  type RejudgingAction,
} from "@/lib/client/rejudgings.ts";

/** By what a run is judged, and what can be done about it. Once verdicts were rewritten, all of the run is read again. */
export function useJudgeAgain(runId: string) {
  const client = useQueryClient();
  const [author] = useAuthor();
  const query = useQuery(judgeAgainQuery(runId));
  // Exactly: what an earlier preview listed never changes, and is gone once a newer one takes its place.
  const refresh = (): Promise<void> =>
    client.invalidateQueries({ queryKey: judgeAgainQuery(runId).queryKey, exact: true });
  const preview = useMutation({
    mutationFn: (ruleVersion: number | null | undefined) =>
      previewRejudging(runId, { ...(ruleVersion !== undefined && { ruleVersion }), ...authorOf(author) }),
    onSuccess: refresh,
  });
  const act = useMutation({
    mutationFn: ({ id, action }: { readonly id: string; readonly action: RejudgingAction }) =>
      actOnRejudging(runId, id, action, action === "apply" ? authorOf(author) : {}),
    // A refusal too: another tab may have been faster.
    onSettled: refresh,
  });
  // The moments of rewriting: once they change, nothing that was read of the run is of now.
  const rewritten = query.data?.rejudgings.map(({ appliedAt, undoneAt }) => [appliedAt, undoneAt]).join();
  const seen = useRef(rewritten);
  useEffect(() => {
    const isFirst = seen.current === undefined;
    if (rewritten === undefined || seen.current === rewritten) return;
    seen.current = rewritten;
    if (isFirst) return;
    void client.invalidateQueries({
      predicate: ({ queryKey: [noun, id, part] }) =>
        noun === "trees" || (noun === "runs" && (id === runId || id === "list") && part !== "judge-again"),
    });
  }, [client, runId, rewritten]);
  return {
    query,
    preview,
    act,
    moving: query.data?.rejudgings.find(isMoving) ?? null,
  };
}
