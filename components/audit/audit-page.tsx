"use client";
import { useQuery } from "@tanstack/react-query";
import { NoRunNote } from "@/components/shell/no-run-note.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { runQuery } from "@/lib/client/runs.ts";
import { AuditScreen } from "./audit-screen.tsx";

/** Where people check the judge of a run. */
export function AuditPage({ runId }: { runId: string }) {
  const { data: run, error, refetch } = useQuery(runQuery(runId));
  if (run) return <AuditScreen run={run} />;
  if (error) return <NoRunNote error={error} onRetry={refetch} />;
  return (
    <div className="flex flex-1 gap-4 p-4" aria-busy>
      <Skeleton className="w-52 max-md:hidden" />
      <Skeleton className="min-h-96 flex-1" />
    </div>
  );
}
