"use client";
import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { ApiError } from "@/lib/client/api-error.ts";
import { treeQuery } from "@/lib/client/trees.ts";
import { useRunEvents } from "@/lib/client/use-run-events.ts";
import { TreeScreen } from "./tree-screen.tsx";
import "./tree.css";

/** One tree, read from the API and kept live while it grows. */
export function TreePage({ treeId }: { treeId: string }) {
  const { data: tree, error, refetch } = useQuery(treeQuery(treeId));
  const isGrowing = tree?.status === "growing" || tree?.status === "waiting";
  useRunEvents(isGrowing ? tree.runId : null);
  if (tree) return <TreeScreen key={tree.id} tree={tree} />;
  if (error instanceof ApiError && error.problem.status === 404) {
    return (
      <EmptyNote title="There is no such tree" actions={<ButtonLink href="/">All runs</ButtonLink>}>
        It may have been deleted together with its run.
      </EmptyNote>
    );
  }
  if (error)
    return <ErrorNote error={error} title="The tree could not be read" onRetry={refetch} className="m-6" />;
  return (
    <div className="flex flex-col md:h-[calc(100dvh-48px)]" aria-busy>
      <div className="border-line bg-surface flex h-11 items-center gap-3 border-b px-4">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-5 w-16" />
      </div>
      <div className="flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col gap-3 p-4">
          <Skeleton className="h-14" />
          <Skeleton className="min-h-80 flex-1" />
        </div>
        <div className="border-line bg-surface flex w-[520px] flex-col gap-3 border-l p-4 max-md:hidden">
          <Skeleton className="h-6 w-40" />
          <Skeleton className="h-32" />
          <Skeleton className="h-24" />
        </div>
      </div>
    </div>
  );
}
