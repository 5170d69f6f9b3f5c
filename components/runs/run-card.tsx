"use client";
import Link from "next/link";
import { formatMoment } from "@/components/ui/format.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { RunAccuracyCell } from "./run-accuracy-cell.tsx";
import { MarkBox } from "./mark-box.tsx";
import { RunActions } from "./run-actions.tsx";
import { RunCostCell } from "./run-cost-cell.tsx";
import { RunModelCell } from "./run-model-cell.tsx";
import { RunPairsCell } from "./run-pairs-cell.tsx";
import { RunStatusCell } from "./run-status-cell.tsx";
import { describeSource } from "./runs-table.tsx";
import { waitWords } from "./status-words.ts";
import type { MarkedRuns } from "./use-marked-runs.ts";

/** One run on a phone: the row of the table, stacked. */
export function RunCard({ run, marked }: { readonly run: Run; readonly marked: MarkedRuns }) {
  return (
    <li className="rounded-card border-line bg-surface relative border p-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <Link href={`/runs/${run.id}`} className="font-semibold wrap-anywhere after:absolute after:inset-0">
            {run.name}
          </Link>
          <div className="text-small text-ink3 truncate">
            {describeSource(run)} · {formatMoment(run.createdAt)}
          </div>
        </div>
        <div className="relative z-10 -mt-2 -mr-2 flex">
          <MarkBox run={run} marked={marked} />
          <RunActions run={run} />
        </div>
      </div>
      <div className="my-2.5">
        <RunStatusCell run={run} />
        {run.status === "growing" && run.waitingFor && (
          <p className="text-small text-warn">{run.waitingReason ?? waitWords[run.waitingFor]}</p>
        )}
      </div>
      <div className="border-line grid grid-cols-2 gap-x-4 gap-y-2.5 border-t pt-2.5">
        <RunCostCell run={run} />
        <RunPairsCell run={run} />
        <RunModelCell run={run} />
        <div className="justify-self-end">
          <RunAccuracyCell run={run} />
        </div>
      </div>
    </li>
  );
}
