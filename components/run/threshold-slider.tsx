import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { snapThreshold } from "@/lib/draw/readable-thresholds.ts";
import { fineStep, type TriedThreshold } from "./use-threshold.ts";

type ThresholdSliderProps = {
  readonly threshold: TriedThreshold;
  readonly label: string;
  /** What the threshold gives, for who hears it. */
  readonly valueText: string;
  /** Where 0 and 1 stand in the drawing, and its floor. */
  readonly from: number;
  readonly to: number;
  readonly floor: number;
};

/**
 * The threshold in a histogram: dragged by pointer or finger it goes from gap to gap between the values, with Shift by
 * hundredths; arrows do the same.
 */
export function ThresholdSlider({ threshold, label, valueText, from, to, floor }: ThresholdSliderProps) {
  const { shown, set, step, stops, values } = threshold;
  const handle = useRef<SVGGElement>(null);
  const at = from + shown * (to - from);
  const drag = (event: PointerEvent): void => {
    const box = handle.current?.ownerSVGElement?.getBoundingClientRect();
    if (!box) return;
    const dragged = Math.min(1, Math.max(0, (event.clientX - box.left - from) / (to - from)));
    set(event.shiftKey ? Math.round(dragged * 100) / 100 : snapThreshold(dragged, stops, values));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const ways: Readonly<Record<string, 1 | -1>> = {
      ArrowRight: 1,
      ArrowUp: 1,
      ArrowLeft: -1,
      ArrowDown: -1,
    };
    const jumps: Readonly<Record<string, number>> = {
      PageUp: shown + 0.1,
      PageDown: shown - 0.1,
      Home: 0,
      End: 1,
    };
    const way = ways[event.key];
    const jump = jumps[event.key];
    if (way === undefined && jump === undefined) return;
    event.preventDefault();
    if (jump !== undefined) set(jump);
    else if (way !== undefined && event.shiftKey) set(Math.round((shown + way * fineStep) * 100) / 100);
    else if (way !== undefined) step(way);
  };
  return (
    <g
      ref={handle}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={1}
      aria-valuenow={shown}
      aria-valuetext={valueText}
      className="cursor-ew-resize touch-none"
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus({ preventScroll: true });
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && drag(event)}
    >
      <rect x={at - 13} y={0} width={26} height={floor} fill="transparent" />
      <line
        x1={at}
        x2={at}
        y1={16}
        y2={floor}
        stroke="var(--ink)"
        strokeWidth={1.5}
        strokeDasharray="4 3"
        className="pointer-events-none"
      />
      <rect x={at - 11} y={1} width={22} height={15} rx={4} fill="var(--ink)" />
      <text x={at} y={12} textAnchor="middle" fontSize={11} fontWeight={700} fill="var(--bg)">
        θ
      </text>
    </g>
  );
}
