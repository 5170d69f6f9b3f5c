import { Bar } from "@/components/ui/bar.tsx";
import { formatCompact, formatUsd } from "@/components/ui/format.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { RunCost } from "./run-cost.tsx";

/** Spent of the budget; while growing also what it will come to, at the rate of the trees done. */
export function RunCostCell({ run }: { readonly run: Run }) {
  const { usage, progress, budget } = run;
  const limit = budget?.usd;
  const isMoving = run.status === "growing" || run.status === "paused";
  const forecast =
    isMoving && progress.nodesDone > 0 ? (usage.costUsd * progress.nodesTotal) / progress.nodesDone : null;
  const tokens = usage.promptTokens + usage.completionTokens;
  return (
    <div className="text-small whitespace-nowrap">
      <div>
        <b className="text-body">
          <RunCost run={run} />
        </b>
        {limit !== undefined && <span className="text-ink3"> of {formatUsd(limit)}</span>}
      </div>
      {limit !== undefined && (
        <Bar
          className="mt-1.5 mb-1 h-1!"
          share={usage.costUsd / limit}
          label={`${formatUsd(usage.costUsd)} of ${formatUsd(limit)} spent`}
          colour={usage.costUsd >= limit ? "var(--warn)" : "var(--ink)"}
        />
      )}
      <div className="text-ink3">
        {forecast !== null && usage.costUsd > 0
          ? `forecast ${formatUsd(forecast)}`
          : `${formatCompact(tokens)} tokens`}
      </div>
    </div>
  );
}
