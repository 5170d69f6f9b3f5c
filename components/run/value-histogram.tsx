"use client";
import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import { useSize } from "@/components/tree/use-size.ts";
import { formatCompact, formatCount, formatNoun } from "@/components/ui/format.ts";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import { countPositive } from "@/lib/draw/count-positive.ts";
import { valueColour } from "@/lib/draw/colour.ts";
import { gatherBins } from "@/lib/draw/gather-bins.ts";
import type { RoleView, RunValues } from "@/lib/http/wire/runs.ts";

type ValueHistogramProps = {
  role: RoleView;
  bins: RunValues[string];
  threshold: number;
  /** Pairs of the role under the saved threshold; null while another one is tried. */
  pairs: number | null;
  onThreshold: (value: number) => void;
};

const plot = { height: 156, top: 26, bottom: 20 };
/** The width until it is measured. */
const firstWidth = 316;

/** How many nodes of a role have each value, with the threshold to drag. */
export function ValueHistogram({ role, bins, threshold, pairs, onThreshold }: ValueHistogramProps) {
  const svg = useRef<SVGSVGElement>(null);
  const frame = useRef<HTMLElement>(null);
  const whole = useSize(frame)?.width ?? firstWidth;
  const bars = gatherBins(bins);
  const { positive, all } = countPositive(bins, threshold);
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
  for (const bar of bars) {
    const half = bar.text.length * 3.1;
    const x = xOf((bar.from + bar.to) / 2);
    if (x - half < free) continue;
    labelled.add(bar.text);
    free = x + half + 3;
  }
  const drag = (event: PointerEvent): void => {
    const box = svg.current?.getBoundingClientRect();
    if (!box) return;
    const x = event.clientX - box.left;
    onThreshold((x - from) / (to - from));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 0.01,
      ArrowUp: 0.01,
      ArrowLeft: -0.01,
      ArrowDown: -0.01,
      PageUp: 0.1,
      PageDown: -0.1,
    };
    const by = steps[event.key];
    if (by === undefined && event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    onThreshold(event.key === "Home" ? 0 : event.key === "End" ? 1 : threshold + (by ?? 0));
  };
  const at = xOf(threshold);
  return (
    <figure ref={frame} className="min-w-0 flex-1">
      <figcaption className="flex flex-wrap items-center gap-x-2">
        <RoleMark role={role} />
        <b>{role.title}</b>
        <span className="text-small text-ink2 ml-auto whitespace-nowrap">
          {formatCount(positive)} of {formatCount(all)} positive
          {pairs !== null && (
            <>
              {" "}
              · <b className="text-ink">{formatNoun(pairs, "pair")}</b>
            </>
          )}
        </span>
      </figcaption>
      <svg
        ref={svg}
        width={whole}
        height={plot.height}
        className="mt-1 block w-full touch-pan-y select-none"
        role="group"
        aria-label={`Values of ${role.title}`}
      >
        {bars.map((bar) => {
          const height = Math.max(1.5, (bar.count / most) * (floor - plot.top - 12));
          const x = xOf((bar.from + bar.to) / 2);
          const value = (bar.from + bar.to) / 2;
          return (
            <g key={bar.text}>
              <title>{`${bar.text}: ${formatCount(bar.count)} nodes`}</title>
              <rect
                x={x - width / 2}
                y={floor - height}
                width={width}
                height={height}
                rx={2.5}
                fill={valueColour(value, threshold)}
                stroke="var(--edge)"
                strokeWidth={0.4}
              />
              <text x={x} y={floor - height - 4} textAnchor="middle" fontSize={10.5} fill="var(--ink3)">
                {bar.count > 9999 ? formatCompact(bar.count) : formatCount(bar.count)}
              </text>
              {labelled.has(bar.text) && (
                <text x={x} y={plot.height - 5} textAnchor="middle" fontSize={10.5} fill="var(--ink2)">
                  {bar.text}
                </text>
              )}
            </g>
          );
        })}
        <line x1={from - 12} x2={to + 12} y1={floor} y2={floor} stroke="var(--line2)" />
        <g
          role="slider"
          tabIndex={0}
          aria-label={`Threshold, over the values of ${role.title}`}
          aria-valuemin={0}
          aria-valuemax={1}
          aria-valuenow={threshold}
          aria-valuetext={`${threshold.toFixed(2)}, ${positive} of ${all} positive`}
          className="cursor-ew-resize"
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            event.currentTarget.focus();
          }}
          onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && drag(event)}
        >
          <rect x={at - 12} y={0} width={24} height={plot.height - plot.bottom} fill="transparent" />
          <line
            x1={at}
            x2={at}
            y1={16}
            y2={floor}
            stroke="var(--ink)"
            strokeWidth={1.5}
            strokeDasharray="4 3"
          />
          <rect x={at - 11} y={1} width={22} height={15} rx={4} fill="var(--ink)" />
          <text x={at} y={12} textAnchor="middle" fontSize={11} fontWeight={700} fill="var(--bg)">
            θ
          </text>
        </g>
      </svg>
    </figure>
  );
}
