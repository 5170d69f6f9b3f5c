"use client";
import { useRef } from "react";
import { useSize } from "@/components/tree/use-size.ts";
import { formatCount, formatNoun } from "@/components/ui/format.ts";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import { countAtThreshold } from "@/lib/draw/count-at-threshold.ts";
import { gatherBins } from "@/lib/draw/gather-bins.ts";
import type { RoleView, RunValues } from "@/lib/http/wire/runs.ts";
import { CreditLink } from "./credit-link.tsx";
import { HistogramBar } from "./histogram-bar.tsx";
import { ThresholdSlider } from "./threshold-slider.tsx";
import type { TriedThreshold } from "./use-threshold.ts";

type ValueHistogramProps = {
  readonly runId: string;
  readonly role: RoleView;
  readonly bins: RunValues[string];
  readonly threshold: TriedThreshold;
};

const plot = { height: 146, top: 26, bottom: 20 };
/** The width until it is measured. */
const firstWidth = 316;

/** How many nodes of a role have each value, with the threshold to drag and what it gives. */
export function ValueHistogram({ runId, role, bins, threshold }: ValueHistogramProps) {
  const frame = useRef<HTMLElement>(null);
  const whole = useSize(frame)?.width ?? firstWidth;
  const bars = gatherBins(bins);
  const { positive, all, pairs, tied } = countAtThreshold(bins, threshold.shown);
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const floor = plot.height - plot.bottom;
  const middles = bars.map((bar) => (bar.from + bar.to) / 2);
  const closest = Math.min(1, ...middles.slice(1).map((middle, at) => middle - (middles[at] ?? 0)));
  const width = Math.max(4, Math.min(36, (whole - 40) * closest * 0.82));
  const [from, to] = [width / 2 + 12, whole - width / 2 - 12];
  const xOf = (value: number): number => from + value * (to - from);
  // Fractions of many leaves stand close: a label is left out where it would run into the one before.
  const labelled = new Set<string>();
  let free = Number.NEGATIVE_INFINITY;
  for (const [at, bar] of bars.entries()) {
    const half = bar.text.length * 3.1;
    const x = xOf(middles[at] ?? 0);
    if (x - half < free) continue;
    labelled.add(bar.text);
    free = x + half + 3;
  }
  return (
    <figure ref={frame} className="min-w-0 flex-1">
      <figcaption className="flex flex-wrap items-center gap-x-2">
        <RoleMark role={role} />
        <b>{role.title}</b>
        <span className="text-small text-ink2 ml-auto whitespace-nowrap" title={titleOf(positive, all, tied)}>
          {formatCount(positive)} positive ·{" "}
          <CreditLink runId={runId} role={role.name} isTried={threshold.isTried}>
            <b>{formatNoun(pairs, "pair")}</b>
          </CreditLink>
        </span>
      </figcaption>
      <svg
        width={whole}
        height={plot.height}
        className="mt-1 block w-full touch-pan-y select-none"
        role="group"
        aria-label={`Values of ${role.title}`}
      >
        {bars.map((bar, at) => (
          <HistogramBar
            key={bar.text}
            bar={bar}
            role={role}
            threshold={threshold.shown}
            x={xOf(middles[at] ?? 0)}
            width={width}
            height={Math.max(1.5, (bar.count / most) * (floor - plot.top - 12))}
            floor={floor}
            isLabelled={labelled.has(bar.text)}
          />
        ))}
        <line x1={from - 12} x2={to + 12} y1={floor} y2={floor} stroke="var(--line2)" />
        <ThresholdSlider
          threshold={threshold}
          label={`Threshold, over the values of ${role.title}`}
          valueText={`${threshold.shown}, ${positive} of ${all} positive, ${formatNoun(pairs, "pair")}`}
          from={from}
          to={to}
          floor={floor}
        />
      </svg>
    </figure>
  );
}

const titleOf = (positive: number, all: number, tied: number): string =>
  `${formatCount(positive)} of ${formatNoun(all, "node")} strictly above θ${tied > 0 ? `; ${formatCount(tied)} at θ, not above it` : ""}`;
