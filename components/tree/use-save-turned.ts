"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { authorOf, useAuthor } from "@/components/curate/use-author.ts";
import { runQuery } from "@/lib/client/runs.ts";
import { putOverride, treeQuery } from "@/lib/client/trees.ts";
import type { Path } from "@/lib/core/path.ts";
import type { Verdict } from "@/lib/core/tree.ts";
import type { Tree } from "@/lib/http/wire/trees.ts";

type Step = { readonly nodeId: string; readonly verdict: Verdict | null; readonly reason: string };

/** Saves turned leaves as overrides, one after the other, and takes the last save back. */
export function useSaveTurned(tree: Tree) {
  const client = useQueryClient();
  const [author] = useAuthor();
  const [undoable, setUndoable] = useState<readonly Step[]>([]);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async ({ steps }: { steps: readonly Step[]; after: () => void; undo: readonly Step[] }) => {
      for (const { nodeId, verdict, reason } of steps)
        await putOverride(nodeId, { verdict, ...(reason === "" ? {} : { reason }), ...authorOf(author) });
    },
    onSuccess: (_saved, { undo, after }) => {
      setUndoable(undo);
      after();
    },
    // What went through before a failure stands: the tree must show it.
    onSettled: async () => {
      void client.invalidateQueries({ queryKey: runQuery(tree.runId).queryKey });
      await client.invalidateQueries({ queryKey: treeQuery(tree.id).queryKey });
    },
  });
  const save = (turned: ReadonlyMap<Path, Verdict>, after: () => void): void => {
    const nodes = tree.nodes.filter((node) => turned.has(node.path));
    const steps = nodes.map((node) => ({
      nodeId: node.id,
      verdict: turned.get(node.path) ?? null,
      reason: "tried as a what-if",
    }));
    const undo = nodes.map((node) => ({
      nodeId: node.id,
      verdict: node.override?.verdict ?? null,
      reason: node.override?.reason ?? "",
    }));
    mutate({ steps, undo, after });
  };
  const undo = (): void => {
    if (undoable.length > 0 && !isPending) mutate({ steps: undoable, undo: [], after: () => undefined });
  };
  return { save, undo, canUndo: undoable.length > 0, undoCount: undoable.length, isPending, error };
}
