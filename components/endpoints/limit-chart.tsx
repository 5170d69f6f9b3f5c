"use client";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useSize } from "@/components/tree/use-size.ts";
import { formatCount, formatDuration } from "@/components/ui/format.ts";
import { limitQuery } from "@/lib/client/endpoints.ts";
import { type LimitMark, layOutLimit } from "@/lib/draw/layout-limit.ts";
import type { EndpointLimit } from "@/lib/http/wire/limits.ts";

type LimitChartProps = {
  readonly endpointId: string;
  /** It is being asked now: read every few seconds. */
  readonly isLive: boolean;
};

const everyMs = 3000;
const height = 56;
const margin = { left: 30, right: 6, top: 8, bottom: 4 };
const firstWidth = 320;
/** Marks closer than this to the one before would only blot. */
const apartPx = 5;
const listed = 12;

/** How many requests an endpoint is asked at once over time, and why that moved. Nothing where nothing was asked yet. */
export function LimitChart({ endpointId, isLive }: LimitChartProps) {
  const { data, dataUpdatedAt } = useQuery({
    ...limitQuery(endpointId),
    ...(isLive && { refetchInterval: everyMs }),
  });
  return data && data.points.length > 0 ? <Chart limit={data} now={dataUpdatedAt} /> : null;
}

function Chart({ limit, now }: { readonly limit: EndpointLimit; readonly now: number }) {
  const frame = useRef<HTMLElement>(null);
  const width = useSize(frame)?.width ?? firstWidth;
  const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
  const steps = limit.points.map(({ at, ...rest }) => ({ at: Date.parse(at), ...rest }));
  const { path, marks, top } = layOutLimit(steps, { ...inner, now });
  const since = formatDuration((now - (steps[0]?.at ?? now)) / 1000);
  const isClosed = limit.waitingUntil !== null;
  const summary = isClosed
    ? `${limit.name} is asked nothing for now`
    : `${limit.name} is asked ${formatCount(limit.limit ?? 0)} at once, of at most ${formatCount(limit.maxConcurrency)}`;
  return (
    <figure ref={frame} className="min-w-0">
      <figcaption className="text-small flex flex-wrap gap-x-2">
        <span>{summary}</span>
        <span className="text-ink3 min-w-0 wrap-anywhere">{describeLimits(limit)}</span>
      </figcaption>
      <svg
        width={width}
        height={height}
        className="mt-1 block w-full"
        role="img"
        aria-label={`Requests at once over the last ${since}: from ${steps[0]?.limit ?? 0} to ${steps.at(-1)?.limit ?? 0}, at most ${top}; ${marks.length} moves`}
      >
        <g fontSize={10.5} fill="var(--ink3)" textAnchor="end">
          <text x={margin.left - 5} y={margin.top + 4}>
            {top}
          </text>
          <text x={margin.left - 5} y={height - margin.bottom}>
            0
          </text>
        </g>
        <g transform={`translate(${margin.left} ${margin.top})`}>
          <line x2={inner.width} y1={inner.height} y2={inner.height} stroke="var(--line2)" />
          <path d={path} fill="none" stroke="var(--ink)" strokeWidth={1.5} />
          {thinOut(marks).map((mark) => (
            <Mark key={`${mark.at} ${mark.limit}`} mark={mark} />
          ))}
        </g>
      </svg>
      <details className="text-small text-ink2 mt-1">
        <summary className="cursor-pointer">
          Why it moved: {limit.points.at(-1)?.reason ?? limit.reason}
        </summary>
        <ol className="mt-1 grid gap-0.5">
          {limit.points
            .toReversed()
            .slice(0, listed)
            .map(({ at, limit: atOnce, reason }) => (
              <li key={`${at} ${atOnce}`} className="flex gap-2 wrap-anywhere">
                <time dateTime={at} className="text-ink3 shrink-0">
                  {new Date(at).toLocaleTimeString("en-GB")}
                </time>
                <b className="w-8 shrink-0 text-right">{atOnce}</b>
                <span className="min-w-0">{reason}</span>
              </li>
            ))}
        </ol>
      </details>
    </figure>
  );
}

/** Falls always; rises only where they stand apart from the mark before. */
function thinOut(marks: readonly LimitMark[]): LimitMark[] {
  let right = Number.NEGATIVE_INFINITY;
  return marks.filter(({ kind, x }) => {
    if (kind === "raised" && x - right <= apartPx) return false;
    right = x;
    return true;
  });
}

/** A circle where it rose, a square where it fell, a filled one where it closed. */
function Mark({ mark: { x, y, kind, limit, reason } }: { readonly mark: LimitMark }) {
  const title = <title>{`${limit}: ${reason}`}</title>;
  if (kind === "raised")
    return (
      <circle cx={x} cy={y} r={3} fill="var(--surface)" stroke="var(--ink)">
        {title}
      </circle>
    );
  return (
    <rect
      x={x - 3}
      y={y - 3}
      width={6}
      height={6}
      fill={kind === "closed" ? "var(--warn)" : "var(--surface)"}
      stroke="var(--warn)"
      strokeWidth={1.5}
    >
      {title}
    </rect>
  );
}

/** Limits a minute, a person's and those that the endpoint's headers tell. */
function describeLimits({ requestsPerMinute, tokensPerMinute, told }: EndpointLimit): string {
  return [
    requestsPerMinute === null ? null : `${formatCount(requestsPerMinute)} requests a minute`,
    tokensPerMinute === null ? null : `${formatCount(tokensPerMinute)} tokens a minute`,
    told.requests === null ? null : `it says ${formatCount(told.requests)} requests`,
    told.tokens === null ? null : `it says ${formatCount(told.tokens)} tokens`,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}
