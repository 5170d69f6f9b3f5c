import { formatCompact, formatCount, formatNoun } from "@/components/ui/format.ts";
import { valueColour } from "@/lib/draw/colour.ts";
import type { Bar } from "@/lib/draw/gather-bins.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import { RowsLink } from "./rows-link.tsx";

type HistogramBarProps = {
  readonly bar: Bar;
  readonly role: RoleView;
  readonly threshold: number;
  /** Where its middle, its width, its height and the floor are drawn. */
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly floor: number;
  readonly isLabelled: boolean;
};

/** The nodes of a role with one value, or a slice of values: leads to their trees. */
export function HistogramBar({
  bar,
  role,
  threshold,
  x,
  width,
  height,
  floor,
  isLabelled,
}: HistogramBarProps) {
  return (
    <RowsLink
      to={{ kind: "value", role: role.name, from: bar.lowest, to: bar.highest }}
      label={`${role.title} ${bar.text}: ${formatNoun(bar.count, "node")}`}
      className="group outline-none"
    >
      <title>{`${bar.text}: ${formatNoun(bar.count, "node")}`}</title>
      <rect x={x - width / 2 - 1} y={16} width={width + 2} height={floor} fill="transparent" />
      <rect
        x={x - width / 2}
        y={floor - height}
        width={width}
        height={height}
        rx={2.5}
        fill={valueColour((bar.from + bar.to) / 2, threshold)}
        className="stroke-edge group-hover:stroke-ink group-focus-visible:stroke-accent group-aria-[current]:stroke-accent stroke-[0.5] group-hover:stroke-[1.5] group-focus-visible:stroke-[3] group-aria-[current]:stroke-[3]"
      />
      <text x={x} y={floor - height - 4} textAnchor="middle" fontSize={10.5} fill="var(--ink3)">
        {bar.count > 9999 ? formatCompact(bar.count) : formatCount(bar.count)}
      </text>
      {isLabelled && (
        <text x={x} y={floor + 15} textAnchor="middle" fontSize={10.5} fill="var(--ink2)">
          {bar.text}
        </text>
      )}
    </RowsLink>
  );
}
