"use client";
import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { ApiError } from "@/lib/client/api-error.ts";
import { runQuery } from "@/lib/client/runs.ts";
import { AuditScreen } from "./audit-screen.tsx";

/** Where people check the judge of a run. */
export function AuditPage({ runId }: { runId: string }) {
  const { data: run, error, refetch } = useQuery(runQuery(runId));
  if (run) return <AuditScreen run={run} />;
  if (error instanceof ApiError && error.problem.status === 404)
    return (
      <EmptyNote isPage title="There is no such run" actions={<ButtonLink href="/">All runs</ButtonLink>}>
        It may have been deleted.
      </EmptyNote>
    );
  if (error)
    return <ErrorNote error={error} title="The run could not be read" onRetry={refetch} className="m-6" />;
  return (
    <div className="flex flex-1 gap-4 p-4" aria-busy>
      <Skeleton className="w-52 max-md:hidden" />
      <Skeleton className="min-h-96 flex-1" />
    </div>
  );
}
