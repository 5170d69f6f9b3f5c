"use client";
import { useQuery } from "@tanstack/react-query";
import { TakeTreesButton } from "@/components/picture/take-trees-button.tsx";
import { NoRunNote } from "@/components/shell/no-run-note.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { runQuery } from "@/lib/client/runs.ts";
import { useRunEvents } from "@/lib/client/use-run-events.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { CorrectionsCard } from "./corrections-card.tsx";
import { HavingNote } from "./having-note.tsx";
import { QuestionList } from "./question-list.tsx";
import { RunHeader } from "./run-header.tsx";
import { RunNotices } from "./run-notices.tsx";
import { RunPanels } from "./run-panels.tsx";
import { StatusCard } from "./status-card.tsx";
import { TrialCard } from "./trial-card.tsx";
import { useCredit } from "./use-credit.ts";
import { useThreshold } from "./use-threshold.ts";
import { ValuesCard } from "./values-card.tsx";

/** One run, read from the API and kept live while it grows. */
export function RunPage({ runId }: { runId: string }) {
  const { data: run, error, refetch } = useQuery(runQuery(runId));
  const isOver = run !== undefined && ["completed", "cancelled", "failed"].includes(run.status);
  const isLive = useRunEvents(run === undefined || isOver ? null : runId);
  if (run) return <RunScreen key={run.id} run={run} isOffline={!isOver && isLive === false} />;
  if (error) return <NoRunNote error={error} onRetry={refetch} />;
  return (
    <div className="flex flex-col gap-3.5 px-3 py-4 md:px-6" aria-busy>
      <Skeleton className="h-7 w-72" />
      <Skeleton className="h-16" />
      <Skeleton className="h-56" />
      <Skeleton className="h-96" />
    </div>
  );
}

function RunScreen({ run, isOffline }: { run: Run; isOffline: boolean }) {
  const threshold = useThreshold(run);
  const credit = useCredit(run, threshold.shown);
  useHotkeys({
    "[": () => threshold.step(-1),
    "]": () => threshold.step(1),
    ...(threshold.before !== null &&
      !threshold.isTried &&
      !threshold.save.isPending && { u: () => threshold.save.mutate(threshold.before ?? run.threshold) }),
  });
  return (
    <div className="flex flex-col gap-3.5 px-3 pt-3.5 pb-6 md:px-6">
      <RunHeader run={run} />
      <StatusCard run={run} isOffline={isOffline} />
      <TrialCard run={run} />
      <RunNotices notices={run.notices} />
      <div className="grid gap-3.5 lg:grid-cols-[minmax(0,1fr)_312px]">
        <ValuesCard run={run} threshold={threshold} />
        <CorrectionsCard run={run} credit={credit} />
      </div>
      <RunPanels run={run} credit={credit} shown={threshold.shown} />
      <HavingNote run={run} />
      <QuestionList
        run={run}
        threshold={threshold}
        chosenActions={(indexes) => <TakeTreesButton runId={run.id} indexes={indexes} />}
      />
    </div>
  );
}
