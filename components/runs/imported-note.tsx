import { formatNoun } from "@/components/ui/format.ts";
import { LeftOutLines } from "@/components/ui/left-out-lines.tsx";
import type { ImportReport } from "@/lib/http/wire/runs.ts";

/** What became of a file of trajectories: what is in the run, and each row that is not. */
export function ImportedNote({ report }: { readonly report: ImportReport }) {
  const { rows, trajectories, trees, nodes, toldVerdicts } = report;
  return (
    <div className="grid gap-3">
      <p>
        {formatNoun(trajectories, "trajectory", "trajectories")} of {formatNoun(trees, "question")} from{" "}
        {formatNoun(rows, "row")}: {formatNoun(nodes, "text")}.{" "}
        {toldVerdicts > 0
          ? `${formatNoun(toldVerdicts, "verdict")} stand as the file told them; Judge again, on the run's page, shows what the judge here would change.`
          : "The answers were judged here."}
      </p>
      <LeftOutLines lines={report.notTaken} count={report.notTakenCount} />
    </div>
  );
}
