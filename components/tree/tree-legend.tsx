import { valueStop } from "@/lib/draw/colour.ts";

/** What hue, shape and edge width stand for. */
export function TreeLegend({ threshold }: { threshold: number }) {
  const stops = Array.from({ length: 19 }, (_, stop) => stop);
  return (
    <div className="text-tiny text-ink2 flex items-center gap-3.5 max-md:hidden">
      <span className="flex items-center gap-1.5">
        0
        <svg
          width={172}
          height={12}
          role="img"
          aria-label={`Value scale from 0 to 1 with a notch at the threshold ${threshold}`}
        >
          {stops.map((stop) => (
            <rect
              key={stop}
              x={stop <= 9 ? stop * 9 : stop * 9 - 6}
              width={stop === valueStop(threshold, threshold) ? 3 : 9}
              height={12}
              fill={stop === 9 ? "var(--ink)" : `var(--v${stop})`}
            />
          ))}
        </svg>
        1 <span className="text-ink3">notch = θ {threshold}</span>
      </span>
      <span className="flex items-center gap-1.5">
        <svg width={14} height={14} aria-hidden>
          <path d="M0 2h14" stroke="var(--edge)" strokeWidth={1} />
          <path d="M0 6.5h14" stroke="var(--edge)" strokeWidth={2.5} />
          <path d="M0 12h14" stroke="var(--edge)" strokeWidth={4} />
        </svg>
        pairs 0, 1, 2+
      </span>
    </div>
  );
}
