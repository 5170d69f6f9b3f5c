"use client";
import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import type { Run } from "@/lib/http/wire/runs.ts";
import { runQuery } from "@/lib/client/runs.ts";
import { treeQuery } from "@/lib/client/trees.ts";

/** The run that the address is inside of, a tree's run too; `run` is null until it is read. */
export function useCurrentRun(): { runId: string | null; run: Run | null } {
  const pathname = usePathname();
  const [, place, id] = pathname.split("/");
  const treeId = place === "trees" && id ? id : null;
  const tree = useQuery({ ...treeQuery(treeId ?? ""), enabled: treeId !== null });
  const runId = place === "runs" && id && id !== "new" ? id : (tree.data?.runId ?? null);
  const run = useQuery({ ...runQuery(runId ?? ""), enabled: runId !== null });
  return { runId, run: run.data ?? null };
}
