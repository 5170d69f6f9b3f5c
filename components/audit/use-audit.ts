"use client";
import { type InfiniteData, useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { authorOf, useAuthor } from "@/components/curate/use-author.ts";
import { auditHistoryQuery, auditKey, markGold, turnLeaves, undoStep } from "@/lib/client/audit.ts";
import { runQuery } from "@/lib/client/runs.ts";
import type { Verdict } from "@/lib/core/tree.ts";
import type { AuditQueue } from "@/lib/http/wire/audit.ts";
import { stepText } from "./audit-words.ts";

const failed = (error: unknown): void => {
  toast.error(error instanceof Error ? error.message : "That did not work");
};

/** What a person can do in the audit of a run; each step is stored at once and can be taken back, also after a reload. */
export function useAudit(runId: string) {
  const client = useQueryClient();
  const [author] = useAuthor();
  const words = authorOf(author);
  const readAgain = async (): Promise<void> => {
    void client.invalidateQueries({ queryKey: runQuery(runId).queryKey });
    void client.invalidateQueries({ queryKey: ["trees"] });
    await client.invalidateQueries({ queryKey: auditKey(runId) });
  };
  /** Off the list at once; what is read again says the same. */
  const takeOff = (isGone: (leaf: AuditQueue["items"][number]) => boolean): void => {
    client.setQueriesData<InfiniteData<AuditQueue>>(
      { queryKey: [...auditKey(runId), "queue"] },
      (data) =>
        data && {
          ...data,
          pages: data.pages.map((page) => ({ ...page, items: page.items.filter((leaf) => !isGone(leaf)) })),
        },
    );
  };
  const options = { onError: failed, onSettled: readAgain };
  const turn = useMutation({
    ...options,
    mutationFn: (body: { nodeIds: string[]; verdict: Verdict; reason?: string }) =>
      turnLeaves(runId, { ...body, ...words }),
    onMutate: ({ nodeIds }) => takeOff(({ nodeId }) => nodeIds.includes(nodeId)),
  });
  const mark = useMutation({
    ...options,
    mutationFn: ({ questionId, isWrong }: { questionId: string; isWrong: boolean }) =>
      markGold(runId, questionId, { isWrong, ...words }),
    onMutate: ({ questionId, isWrong }) => {
      if (isWrong) takeOff((leaf) => leaf.questionId === questionId);
    },
  });
  const undo = useMutation({
    ...options,
    mutationFn: (stepId: string) => undoStep(runId, stepId, words),
  });
  /** Takes back the newest step of one's own that stands; answers the leaf it was about, null where there is none. */
  const undoLast = async (): Promise<string | null> => {
    const steps = await client.fetchQuery({ ...auditHistoryQuery(runId), staleTime: 0 }).catch(failed);
    const open = (steps ?? []).filter(({ canUndo }) => canUndo);
    const step = open.find((one) => one.author === (words.author ?? null));
    if (!step) {
      toast("Nothing of yours to take back here");
      return null;
    }
    try {
      await undo.mutateAsync(step.id);
    } catch {
      return null;
    }
    toast(`Taken back: ${stepText(step)}`);
    return step.nodeId;
  };
  return { turn, mark, undo, undoLast, words };
}
