"use client";
import Link from "next/link";
import { formatCount, formatMoment, formatNoun } from "@/components/ui/format.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { RunAccuracyCell } from "./run-accuracy-cell.tsx";
import { MarkBox } from "./mark-box.tsx";
import { RunActions } from "./run-actions.tsx";
import { RunCostCell } from "./run-cost-cell.tsx";
import { RunFlightCell } from "./run-flight-cell.tsx";
import { RunModelCell } from "./run-model-cell.tsx";
import { RunPairsCell } from "./run-pairs-cell.tsx";
import { RunStatusCell } from "./run-status-cell.tsx";
import type { MarkedRuns } from "./use-marked-runs.ts";

/** "GSM8K train · 2,000 of 7,473"; an imported run has no data set. */
export function describeSource(run: Run): string {
  if (!run.dataset) return `imported · ${formatNoun(run.progress.treesTotal, "question")}`;
  const [used, all] = [run.progress.treesTotal, run.dataset.questionCount];
  return `${run.dataset.name} · ${used === all ? formatCount(all) : `${formatCount(used)} of ${formatCount(all)}`}`;
}

const headClass = "px-2.5 py-1.5 text-left text-tiny font-[550] whitespace-nowrap text-ink3";
const cellClass = "px-2.5 py-[11px] align-top";

function RunRow({ run, marked }: { readonly run: Run; readonly marked: MarkedRuns }) {
  return (
    <tr className="border-line hover:bg-sunken focus-within:bg-sunken relative border-t">
      <td className="relative z-10 w-8 py-[8px] pl-2.5 align-top">
        <MarkBox run={run} marked={marked} />
      </td>
      <td className={`${cellClass} max-w-[216px] min-w-[150px] pl-1!`}>
        <Link
          href={`/runs/${run.id}`}
          data-row={run.id}
          className="focus-visible:after:outline-accent line-clamp-2 font-semibold wrap-anywhere after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2"
        >
          {run.name}
        </Link>
        <div className="text-small text-ink3 truncate">{describeSource(run)}</div>
        <div className="text-small text-ink3 truncate">
          {run.configHash !== "" && (
            <>
              <code>{run.configHash.slice(0, 4)}</code> ·{" "}
            </>
          )}
          {formatMoment(run.createdAt)}
        </div>
      </td>
      <td className={`${cellClass} w-[188px] min-w-[150px]`}>
        <RunStatusCell run={run} />
      </td>
      <td className={`${cellClass} w-[120px]`}>
        <RunCostCell run={run} />
      </td>
      <td className={`${cellClass} w-[112px]`}>
        <RunFlightCell run={run} />
      </td>
      <td className={`${cellClass} max-w-[150px]`}>
        <RunModelCell run={run} />
      </td>
      <td className={`${cellClass} w-[110px]`}>
        <RunAccuracyCell run={run} />
      </td>
      <td className={`${cellClass} w-[76px]`}>
        <RunPairsCell run={run} />
      </td>
      <td className="relative z-10 w-9 py-2 pr-2 align-top">
        <RunActions run={run} />
      </td>
    </tr>
  );
}

type RunsTableProps = { readonly runs: readonly Run[]; readonly marked: MarkedRuns };

/** The runs side by side, for wide screens. */
export function RunsTable({ runs, marked }: RunsTableProps) {
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr>
          <th className={headClass}>
            <span className="sr-only">Marked to compare</span>
          </th>
          <th className={`${headClass} pl-1!`}>Run</th>
          <th className={headClass}>Status and progress</th>
          <th className={headClass}>Cost</th>
          <th className={headClass}>In flight</th>
          <th className={headClass}>Model</th>
          <th className={headClass} title="Share of right own answers; unknown ones count as not right">
            Right, %
          </th>
          <th className={`${headClass} text-right!`}>Pairs</th>
          <th className={headClass}>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} marked={marked} />
        ))}
      </tbody>
    </table>
  );
}
