import { Card } from "@/components/ui/card.tsx";
import { formatCount } from "@/components/ui/format.ts";
import { valueColour, valueInk } from "@/lib/draw/colour.ts";
import type { ComparedFilter, Comparison } from "@/lib/http/wire/compare.ts";

type FlipsCardProps = {
  readonly comparison: Comparison;
  readonly onFilter: (filter: ComparedFilter) => void;
};

/** The questions by the side of the threshold on which they lie in A and in B; each number leads to its rows. */
export function FlipsCard({ comparison: { flips, threshold }, onFilter }: FlipsCardProps) {
  const cells = [
    { count: flips.bothAbove, words: "stay above", filter: "same", value: 0.9 },
    { count: flips.worsened, words: "fall below", filter: "worsened", value: 0.15 },
    { count: flips.improved, words: "come above", filter: "improved", value: 0.7 },
    { count: flips.bothBelow, words: "stay below", filter: "same", value: 0.35 },
  ] as const;
  const cell = ({ count, words, filter, value }: (typeof cells)[number]) => (
    <button
      key={words}
      type="button"
      onClick={() => onFilter(filter)}
      style={{ background: valueColour(value, 0.5), color: valueInk(value, 0.5) }}
      className="rounded-control flex min-h-14 flex-col items-center justify-center px-1 py-1.5 hover:opacity-90"
    >
      <span className="text-[15px] font-[650]">{formatCount(count)}</span>
      <span className="text-small">{words}</span>
    </button>
  );
  const [bothAbove, worsened, improved, bothBelow] = cells;
  return (
    <Card className="px-4 py-3.5">
      <h2 className="text-section">Flips</h2>
      <p className="text-small text-ink3 mb-2.5">questions at the threshold {threshold}</p>
      <div className="text-small text-ink2 grid grid-cols-[auto_1fr_1fr] items-center gap-2 text-center">
        <span />
        <span>B above</span>
        <span>B not</span>
        <span>A above</span>
        {cell(bothAbove)}
        {cell(worsened)}
        <span>A not</span>
        {cell(improved)}
        {cell(bothBelow)}
      </div>
      <p className="text-small text-ink2 mt-2.5">
        {flips.improved === 0 && flips.worsened === 0
          ? "No question changes sides."
          : `${formatCount(flips.improved)} for B, ${formatCount(flips.worsened)} against it: net ${flips.improved - flips.worsened > 0 ? "+" : flips.improved < flips.worsened ? "−" : ""}${formatCount(Math.abs(flips.improved - flips.worsened))}.`}
      </p>
    </Card>
  );
}
