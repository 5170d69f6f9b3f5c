"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { BudgetDialog } from "@/components/runs/budget-dialog.tsx";
import { RunCost } from "@/components/runs/run-cost.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { formatCount, formatUsd } from "@/components/ui/format.ts";
import { usageQuery } from "@/lib/client/runs.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import type { RunUsage } from "@/lib/http/wire/usage.ts";
import { BudgetBars } from "./budget-bars.tsx";
import { CostNotes } from "./cost-notes.tsx";
import { CostTable } from "./cost-table.tsx";

/** What a run has cost, by role and model, of which budget, and what a pair of it costs. */
export function CostPanel({ run }: { readonly run: Run }) {
  const [isBudgetOpen, setBudgetOpen] = useState(false);
  const { data } = useQuery(usageQuery(run));
  const isOpen = run.status === "growing" || run.status === "queued" || run.status === "paused";
  return (
    <Card className="grid gap-3 px-4 py-3" role="region" aria-label="Cost">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
        <h2 className="text-section">Cost</h2>
        <b>
          <RunCost run={run} />
        </b>
        {data && <PerPair usage={data} />}
        <span className="flex-1" />
        {isOpen && (
          <Button size="sm" onClick={() => setBudgetOpen(true)}>
            {run.budget === null ? "Set a budget…" : "Change the budget…"}
          </Button>
        )}
      </div>
      <BudgetBars run={run} />
      <CostTable run={run} />
      <CostNotes run={run} usage={data ?? null} />
      {isBudgetOpen && <BudgetDialog run={run} onClose={() => setBudgetOpen(false)} />}
    </Card>
  );
}

function PerPair({ usage }: { readonly usage: RunUsage }) {
  const { pairs, usdPerPair, acceptedPairs, usdPerAcceptedPair } = usage;
  const parts = [
    usdPerPair !== null &&
      usdPerPair > 0 &&
      `${formatUsd(usdPerPair)} for each of ${formatCount(pairs)} pairs`,
    usdPerAcceptedPair !== null &&
      usdPerAcceptedPair > 0 &&
      `${formatUsd(usdPerAcceptedPair)} for each of ${formatCount(acceptedPairs)} accepted`,
  ].filter(Boolean);
  return parts.length > 0 ? <span className="text-small text-ink2">{parts.join(" · ")}</span> : null;
}
