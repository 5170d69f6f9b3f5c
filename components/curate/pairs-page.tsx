"use client";
import { useQuery } from "@tanstack/react-query";
import { NoRunNote } from "@/components/shell/no-run-note.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { runQuery } from "@/lib/client/runs.ts";
import { PairsScreen } from "./pairs-screen.tsx";

/** The pairs of a run, for a person to judge one after the other. */
export function PairsPage({ runId }: { runId: string }) {
  const { data: run, error, refetch } = useQuery(runQuery(runId));
  if (run) return <PairsScreen run={run} />;
  if (error) return <NoRunNote error={error} onRetry={refetch} />;
  return (
    <div className="flex flex-1 gap-4 p-4" aria-busy>
      <Skeleton className="w-[272px] max-md:hidden" />
      <Skeleton className="min-h-96 flex-1" />
    </div>
  );
}
