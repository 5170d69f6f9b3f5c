"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { formatCount, formatUsd } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { RunCredit } from "@/lib/http/wire/credit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { creditFigures, isBehind } from "./credit-figures.ts";
import { JudgeFigures } from "./judge-figures.tsx";
import { oddFigures } from "./odd-figures.ts";
import { panelId, PanelTab } from "./panel-tab.tsx";
import { type PanelName, usePanel } from "./use-panel.ts";

const loading = () => <Skeleton className="h-40" />;
const CreditPanel = dynamic(async () => (await import("./credit-panel.tsx")).CreditPanel, { loading });
const OddPanel = dynamic(async () => (await import("./odd-panel.tsx")).OddPanel, { loading });
const CostPanel = dynamic(async () => (await import("./cost-panel.tsx")).CostPanel, { loading });
const JudgeCard = dynamic(async () => (await import("./judge-card.tsx")).JudgeCard, { loading });
const LimitsCard = dynamic(async () => (await import("./limits-card.tsx")).LimitsCard, { loading });
const RunRecord = dynamic(async () => (await import("./run-record.tsx")).RunRecord, { loading });

type RunPanelsProps = {
  readonly run: Run;
  readonly credit: UseQueryResult<RunCredit>;
  /** The threshold that is shown, which the credit follows once it rests. */
  readonly shown: number;
};

/** A row of figures, each with what lies behind it; which one is open stands in the address. */
export function RunPanels({ run, credit, shown }: RunPanelsProps) {
  const [open, setOpen] = usePanel();
  const tabOf = (name: PanelName) => ({
    isOpen: open === name,
    onToggle: () => void setOpen(open === name ? null : name),
  });
  const places = run.limits.reduce((sum, { limit }) => sum + (limit ?? 0), 0);
  return (
    <section aria-label="More of this run" className="flex flex-col gap-2">
      <div className="grid grid-cols-2 gap-2 md:grid-cols-3 xl:flex xl:*:flex-1">
        <PanelTab title="Credit" {...tabOf("credit")} className="max-xl:col-span-full xl:flex-[3.4]!">
          <span
            title="Of each role’s pairs: the share that equal siblings would give by chance alone, the share likely reversed; then which role decides"
            className={isBehind(credit.data, shown) ? "opacity-50" : undefined}
          >
            {creditFigures(run, credit.data)}
          </span>
        </PanelTab>
        <PanelTab title="Odd answers" {...tabOf("odd")} className="max-md:col-span-full xl:flex-[2]!">
          {oddFigures(credit.data)}
        </PanelTab>
        <PanelTab title="Cost" {...tabOf("cost")}>
          {run.usage.costUsd > 0 ? formatUsd(run.usage.costUsd) : "by role"}
        </PanelTab>
        <PanelTab title="Judge" {...tabOf("judge")}>
          <JudgeFigures run={run} />
        </PanelTab>
        {run.limits.length > 0 && (
          <PanelTab title="Requests at once" {...tabOf("limits")}>
            {places > 0 ? `up to ${formatCount(places)}` : "no limit known"}
          </PanelTab>
        )}
        <PanelTab title="Record" {...tabOf("record")}>
          config, prompts
        </PanelTab>
      </div>
      {open !== null && (
        <div id={panelId}>
          {open === "credit" && <CreditPanel run={run} credit={credit} shown={shown} />}
          {open === "odd" && <OddPanel run={run} credit={credit} />}
          {open === "cost" && <CostPanel run={run} />}
          {open === "judge" && <JudgeCard run={run} />}
          {open === "limits" && <LimitsCard limits={run.limits} />}
          {open === "record" && <RunRecord run={run} />}
        </div>
      )}
    </section>
  );
}
