import { Bar } from "@/components/ui/bar.tsx";
import { formatCompact, formatCount, formatUsd } from "@/components/ui/format.ts";
import type { Run } from "@/lib/http/wire/runs.ts";

/** How much of each cap is used; what may have been charged is held back too, and counts. */
export function BudgetBars({ run }: { readonly run: Run }) {
  const { budget, usage } = run;
  if (budget === null) return null;
  const tokens = usage.promptTokens + usage.completionTokens;
  const caps = [
    {
      name: "Dollars",
      cap: budget.usd,
      spent: usage.costUsd,
      held: usage.mayHaveBeenChargedUsd,
      words: formatUsd,
    },
    {
      name: "Tokens",
      cap: budget.tokens,
      spent: tokens,
      held: usage.mayHaveBeenChargedTokens,
      words: formatCompact,
    },
    { name: "Requests", cap: budget.requests, spent: usage.requests, held: 0, words: formatCount },
  ];
  return (
    <div className="grid gap-2 md:grid-cols-3">
      {caps.map(({ name, cap, spent, held, words }) =>
        cap === undefined ? null : (
          <div key={name} className="text-small">
            <div className="flex justify-between gap-2">
              <span className="text-ink2">{name}</span>
              <span>
                {words(spent)} <span className="text-ink3">of {words(cap)}</span>
              </span>
            </div>
            <Bar
              className="mt-1"
              share={(spent + held) / cap}
              label={`${words(spent)} of ${words(cap)} used`}
              colour={spent + held >= 0.95 * cap ? "var(--warn)" : "var(--ink)"}
            />
            {held > 0 && <span className="text-tiny text-ink3">and {words(held)} held back</span>}
          </div>
        ),
      )}
    </div>
  );
}
