import { formatCount, formatNoun } from "@/components/ui/format.ts";
import type { Rejudging } from "@/lib/http/wire/rejudgings.ts";
import type { Run } from "@/lib/http/wire/runs.ts";

const sumOf = (numbers: Readonly<Record<string, number>>): number =>
  Object.values(numbers).reduce((sum, count) => sum + count, 0);

/** "12 (G 3, V 4, R 5)": a sum and where it comes from. */
function byRole(run: Run, numbers: Readonly<Record<string, number>>): string {
  const parts = run.roles.flatMap(({ name, letter }) =>
    numbers[name] ? [`${letter} ${formatCount(numbers[name])}`] : [],
  );
  return `${formatCount(sumOf(numbers))}${parts.length > 0 ? ` (${parts.join(", ")})` : ""}`;
}

/** What a rejudging changes, in figures: verdicts first, then what follows from them. */
export function RejudgingSummary({ run, rejudging }: { readonly run: Run; readonly rejudging: Rejudging }) {
  const { counts } = rejudging;
  const arrow = ({ before, after }: { before: number; after: number }): string =>
    before === after ? `${formatCount(after)}, as before` : `${formatCount(before)} → ${formatCount(after)}`;
  const facts: readonly (readonly [string, string])[] = [
    ["Correct leaves", `${arrow(counts.correctLeaves)} of ${formatCount(counts.leaves)}`],
    ["Unknown leaves", arrow(counts.unknownLeaves)],
    ["Values", byRole(run, counts.values)],
    ["Labels", byRole(run, counts.labels)],
    ["Pairs", `+${byRole(run, counts.pairsAdded)}, −${byRole(run, counts.pairsRemoved)}`],
  ];
  const isDone = rejudging.status === "applied" || rejudging.status === "applying";
  return (
    <section aria-label="What changes" className="grid gap-2">
      <p className="text-[15px] font-semibold">
        {counts.verdicts === 0
          ? `None of ${formatNoun(counts.nodes, "verdict")} ${isDone ? "changed" : "would change"}`
          : `${formatCount(counts.verdicts)} of ${formatNoun(counts.nodes, "verdict")} ${isDone ? "changed" : "would change"}, in ${formatNoun(counts.trees, "tree")}`}
      </p>
      {counts.verdicts > 0 && (
        <dl className="flex flex-wrap gap-x-6 gap-y-2">
          {facts.map(([term, value]) => (
            <div key={term}>
              <dt className="text-tiny text-ink3">{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <ul className="text-small text-ink2 list-disc pl-4">
        {counts.details > 0 && (
          <li>
            {formatNoun(counts.details, "more answer")} keep{counts.details === 1 ? "s" : ""} the verdict,
            reached in another way.
          </li>
        )}
        {counts.overridden > 0 && (
          <li>
            On {formatNoun(counts.overridden, "of them", "of them")} a person’s word stands; it keeps
            counting.
          </li>
        )}
        {counts.decisions > 0 && (
          <li>
            {formatNoun(counts.decisions, "decision")} stand{counts.decisions === 1 ? "s" : ""} on pairs that
            would be none; kept, and back should the pair come back.
          </li>
        )}
      </ul>
    </section>
  );
}
