import Link from "next/link";
import { factsOf } from "@/components/run/run-header.tsx";
import { RunStatusCell } from "@/components/runs/run-status-cell.tsx";
import { Card } from "@/components/ui/card.tsx";
import { formatCount, formatMoment } from "@/components/ui/format.ts";
import { SimulatedBadge } from "@/components/ui/simulated-badge.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import type { ComparedRun } from "@/lib/http/wire/compare.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { RunPicker } from "./run-picker.tsx";
import { SideMark } from "./side-mark.tsx";

type SideCardProps = {
  readonly side: "A" | "B";
  readonly run: Run | undefined;
  readonly runId: string;
  readonly other: Run | undefined;
  readonly runs: readonly Run[];
  readonly compared: ComparedRun | undefined;
  readonly onChoose: (runId: string) => void;
};

/** What is left out of a run's trees, in words; null where all are in. */
function leftOutWords({ unfinished, failed, only }: ComparedRun): string | null {
  const parts = [
    unfinished > 0 && `${formatCount(unfinished)} unfinished`,
    failed > 0 && `${formatCount(failed)} with failed parts`,
    only > 0 && `${formatCount(only)} only here`,
  ].filter(Boolean);
  return parts.length === 0 ? null : parts.join(", ");
}

/** One run of the comparison: which, what it is made of, and how much of it is left out. */
export function SideCard({ side, run, runId, other, runs, compared, onChoose }: SideCardProps) {
  const leftOut = compared && leftOutWords(compared);
  return (
    <Card className="min-w-0 flex-1 px-3.5 py-3">
      <div className="flex items-center gap-2">
        <SideMark side={side} />
        <RunPicker label={`Run ${side}`} runs={runs} value={runId} other={other} onChange={onChoose} />
      </div>
      {run && (
        <>
          <div className="mt-2 flex flex-wrap items-center gap-1.5">
            <Link
              href={`/runs/${run.id}`}
              className="text-accent font-semibold wrap-anywhere hover:underline"
            >
              Open run {side}
            </Link>
            <Tag>{run.dataset?.name ?? "imported"}</Tag>
            {factsOf(run).map((fact) => (
              <Tag key={fact}>{fact}</Tag>
            ))}
            {run.isSimulated && <SimulatedBadge />}
          </div>
          <p className="text-small text-ink3 mt-1.5">
            {formatMoment(run.createdAt)} · {formatCount(compared?.trees ?? run.progress.treesTotal)} trees
            {leftOut && ` · left out: ${leftOut}`}
            {run.configHash !== "" && (
              <>
                {" "}
                · <code>{run.configHash.slice(0, 8)}</code>
              </>
            )}
          </p>
          {run.status !== "completed" && (
            <div className="mt-2">
              <RunStatusCell run={run} />
            </div>
          )}
        </>
      )}
    </Card>
  );
}
