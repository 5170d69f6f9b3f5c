"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { authorOf, useAuthor } from "@/components/curate/use-author.ts";
import type { Verdict } from "@/lib/core/tree.ts";
import { runQuery } from "@/lib/client/runs.ts";
import { putOverride, treeQuery } from "@/lib/client/trees.ts";
import type { OverrideResult, Tree, TreeNode } from "@/lib/http/wire/trees.ts";

export type OverrideChange = {
  readonly node: TreeNode;
  readonly verdict: Verdict | null;
  readonly reason: string;
  readonly result: OverrideResult;
  /** Nodes as they were, by id. */
  readonly before: ReadonlyMap<string, TreeNode>;
};

/** Sets or takes away a person's verdict on a leaf, then reads again what hangs on it. */
export function useOverride(tree: Tree) {
  const client = useQueryClient();
  const [author] = useAuthor();
  return useMutation({
    mutationFn: async ({
      node,
      verdict,
      reason,
    }: Omit<OverrideChange, "result" | "before">): Promise<OverrideChange> => {
      const before = new Map(tree.nodes.map((one) => [one.id, one]));
      const body = {
        verdict,
        ...(reason.trim() === "" ? {} : { reason: reason.trim() }),
        ...authorOf(author),
      };
      return { node, verdict, reason, before, result: await putOverride(node.id, body) };
    },
    onSuccess: async () => {
      void client.invalidateQueries({ queryKey: runQuery(tree.runId).queryKey });
      await client.invalidateQueries({ queryKey: treeQuery(tree.id).queryKey });
    },
  });
}
