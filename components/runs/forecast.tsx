"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatCompact, formatCount, formatDuration, formatUsd } from "@/components/ui/format.ts";
import { ApiError } from "@/lib/client/api-error.ts";
import type { Budget, RoleView, RunEstimate } from "@/lib/http/wire/runs.ts";
import { NoPrice } from "./no-price.tsx";

type ForecastProps = {
  readonly estimate: UseQueryResult<RunEstimate>;
  readonly roles: readonly RoleView[];
  readonly budget: Budget;
  /** Why there is nothing to forecast yet. */
  readonly missing: string | null;
  /** Models that nobody has set a price for. */
  readonly unpriced: readonly string[];
};

/** "3 + 9 + 27" by role, in order of depth. */
const sumText = (estimate: RunEstimate, roles: readonly RoleView[]): string =>
  roles.map((role) => formatCount(estimate.completionsByRole[role.name] ?? 0)).join(" + ");

/** What of the budget the forecast can be held against, and whether it is more. */
function cappedParts(
  { costUsd, promptTokens, completionTokens, requests }: RunEstimate,
  budget: Budget,
  isPriced: boolean,
): readonly { readonly name: string; readonly isOver: boolean }[] {
  const parts = [
    { name: "dollars", value: isPriced ? costUsd : null, cap: budget.usd },
    { name: "tokens", value: promptTokens + completionTokens, cap: budget.tokens },
    { name: "requests", value: requests, cap: budget.requests },
  ];
  return parts.flatMap(({ name, value, cap }) =>
    value === null || cap === undefined ? [] : [{ name, isOver: value > cap }],
  );
}

function BudgetScale({ costUsd, budgetUsd }: { readonly costUsd: number; readonly budgetUsd: number }) {
  const end = Math.max(costUsd, budgetUsd) * 1.05 || 1;
  const at = (usd: number): string => `${(100 * usd) / end}%`;
  return (
    <div aria-hidden className="relative mt-2.5 mb-1 h-[22px]">
      <div className="bg-line absolute inset-x-0 top-2 h-1.5 rounded-full" />
      <div className="bg-edge/50 absolute top-2 left-0 h-1.5 rounded-full" style={{ width: at(costUsd) }} />
      <div
        className="bg-ink absolute top-1 h-3.5 w-[3px] -translate-x-1/2 rounded-full"
        style={{ left: at(costUsd) }}
      />
      <div className="bg-danger absolute inset-y-0.5 w-0.5" style={{ left: at(budgetUsd) }} />
    </div>
  );
}

/** What the run would ask for, take and cost, before it starts. */
export function Forecast({ estimate, roles, budget, missing, unpriced }: ForecastProps) {
  const { data } = estimate;
  if (missing !== null && !data) return <p className="text-small text-ink3">{missing}</p>;
  // What is wrong with a field stands at the field.
  if (estimate.error instanceof ApiError && estimate.error.problem.errors?.length)
    return <p className="text-small text-ink3">Correct what is marked red to see what the run would take.</p>;
  if (estimate.isError && !data)
    return <ErrorNote error={estimate.error} title="No forecast" onRetry={() => estimate.refetch()} />;
  const rows: readonly (readonly [string, string | null])[] = [
    [
      `Completions a question${data ? `: ${sumText(data, roles)}` : ""}`,
      data ? formatCount(Object.values(data.completionsByRole).reduce((sum, one) => sum + one, 0)) : null,
    ],
    ["Completions in all", data ? formatCount(data.completions) : null],
    ["Requests", data ? formatCount(data.requests) : null],
    [
      "Tokens in, out",
      data ? `${formatCompact(data.promptTokens)}, ${formatCompact(data.completionTokens)}` : null,
    ],
    ["Time", data ? formatDuration(data.seconds) : null],
  ];
  const isKnown = unpriced.length === 0;
  const budgetUsd = budget.usd ?? null;
  const capped = data ? cappedParts(data, budget, isKnown) : [];
  const over = capped.filter(({ isOver }) => isOver).map(({ name }) => name);
  return (
    <div
      aria-live="polite"
      aria-busy={estimate.isFetching}
      className={estimate.isPlaceholderData || missing ? "opacity-60" : ""}
    >
      {missing !== null && <p className="text-small mb-2">{missing}</p>}
      <dl className="grid grid-cols-[1fr_auto] gap-x-2 gap-y-1 text-[12.5px]">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink2">{name}</dt>
            <dd className="text-right font-[550]">{value ?? "–"}</dd>
          </div>
        ))}
      </dl>
      {data && isKnown && budgetUsd !== null && <BudgetScale costUsd={data.costUsd} budgetUsd={budgetUsd} />}
      <div className="mt-2 flex items-baseline gap-2">
        {unpriced.length > 0 && data?.costUsd === 0 ? (
          <NoPrice models={unpriced} />
        ) : (
          <b className="text-[16px] leading-5">{data ? formatUsd(data.costUsd) : "–"}</b>
        )}
        {budgetUsd !== null && <span className="text-small text-ink3">of {formatUsd(budgetUsd)}</span>}
        <span className="flex-1" />
        {capped.length > 0 && (
          <span className={`text-small font-semibold ${over.length === 0 ? "text-ink2" : "text-danger"}`}>
            {over.length === 0
              ? "✓ within budget"
              : `✕ over the budget in ${over.join(" and ")}: it will pause there`}
          </span>
        )}
      </div>
      {data && <p className="text-small text-ink3 mt-1">{data.basis}</p>}
    </div>
  );
}
