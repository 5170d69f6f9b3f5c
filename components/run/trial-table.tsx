import { formatCompact, formatCount, formatDuration, formatUsd } from "@/components/ui/format.ts";
import type { RunTrial } from "@/lib/http/wire/run-checks.ts";

type TrialTableProps = {
  readonly trial: RunTrial;
  readonly whole: NonNullable<RunTrial["whole"]>;
};

/** Nothing is no price, or none that is by tokens. */
const usd = (value: number): string => (value === 0 ? "–" : formatUsd(value));

/** What the trial's tree took, beside what all trees would take at its rate. */
export function TrialTable({ trial, whole }: TrialTableProps) {
  const rows: readonly (readonly [name: string, one: string, all: string])[] = [
    ["Cost", usd(trial.costUsd), usd(whole.costUsd)],
    ["Time", trial.seconds === null ? "–" : formatDuration(trial.seconds), formatDuration(whole.seconds)],
    ["Requests", formatCount(trial.requests), formatCount(whole.requests)],
    ["Tokens in", formatCompact(trial.promptTokens), formatCompact(whole.promptTokens)],
    ["Tokens out", formatCompact(trial.completionTokens), formatCompact(whole.completionTokens)],
    [
      "Leaves: right, unknown",
      `${trial.correctLeaves}, ${trial.unknownLeaves} of ${trial.leaves}`,
      trial.leaves === 0 ? "–" : `${Math.round((100 * trial.unknownLeaves) / trial.leaves)} % unknown`,
    ],
  ];
  return (
    <div>
      <table className="text-small w-full max-w-120">
        <thead className="text-tiny text-ink3 text-left">
          <tr>
            <th className="py-0.5 font-normal">
              <span className="sr-only">What</span>
            </th>
            <th className="py-0.5 text-right font-normal">this question</th>
            <th className="py-0.5 text-right font-normal">all {formatCount(whole.trees)}, about</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, one, all]) => (
            <tr key={name}>
              <th className="text-ink2 py-0.5 text-left font-normal">{name}</th>
              <td className="py-0.5 pl-3 text-right tabular-nums">{one}</td>
              <td className="py-0.5 pl-3 text-right font-[550] tabular-nums">{all}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-tiny text-ink3 mt-1">{whole.basis}</p>
    </div>
  );
}
