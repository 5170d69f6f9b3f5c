import { Bar } from "@/components/ui/bar.tsx";
import { formatCount, formatDuration } from "@/components/ui/format.ts";
import { StatusDot } from "@/components/ui/status-dot.tsx";
import type { Run } from "@/lib/http/wire/runs.ts";
import { statusWords } from "./status-words.ts";

const barColours: Partial<Record<Run["status"], string>> = {
  paused: "var(--warn)",
  failed: "var(--danger)",
  completed: "var(--ink3)",
  cancelled: "var(--ink3)",
};

/** What stands under the bar: time left, time taken, or why it stands still. */
function describeState(run: Run): { text: string; className: string } {
  const { progress } = run;
  const toGo = progress.treesTotal - progress.treesDone - progress.treesFailed;
  if (run.status === "failed")
    return {
      text: run.notices.findLast((one) => one.level === "error")?.message ?? "no tree completed",
      className: "text-danger",
    };
  if (run.status === "paused")
    return { text: run.waitingReason ?? `${formatCount(toGo)} trees to go`, className: "text-ink3" };
  if (run.status === "growing" || run.status === "queued")
    return {
      text:
        progress.secondsLeft === null
          ? "measuring the time left"
          : `${formatDuration(progress.secondsLeft)} left`,
      className: "text-ink3",
    };
  if (!run.startedAt || !run.finishedAt)
    return { text: run.isImported ? "imported" : "", className: "text-ink3" };
  const seconds = (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000;
  return { text: `took ${formatDuration(seconds)}`, className: "text-ink3" };
}

export function RunStatusCell({ run }: { readonly run: Run }) {
  const { treesDone, treesFailed, treesTotal, nodesDone, nodesTotal } = run.progress;
  const state = describeState(run);
  // Many trees grow at once, so the first is done late: nodes show that something moves before.
  const share = Math.max(
    (treesDone + treesFailed) / Math.max(1, treesTotal),
    nodesDone / Math.max(1, nodesTotal),
  );
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-1.5">
        <StatusDot status={run.status} className="mr-0.5" />
        <span className="font-semibold">{statusWords[run.status]}</span>
        <span className="flex-1" />
        <span className="text-small text-ink2 whitespace-nowrap">
          {formatCount(treesDone)} / {formatCount(treesTotal)}
        </span>
      </div>
      <Bar
        className="mt-1.5 mb-1"
        share={share}
        label={`${treesDone} of ${treesTotal} trees done`}
        colour={barColours[run.status] ?? "var(--ink)"}
      />
      <div className={`text-small line-clamp-2 ${state.className}`} title={state.text}>
        {state.text}
      </div>
      {treesFailed > 0 && run.status !== "failed" && (
        <div className="text-small text-danger">{formatCount(treesFailed)} with failed parts</div>
      )}
    </div>
  );
}
