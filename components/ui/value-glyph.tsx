import { valueColour, valueInk } from "@/lib/draw/colour.ts";
import { classNames } from "./class-names.ts";

type ValueGlyphProps = {
  /** 0 to 1; null where there is none, or where the verdict is unknown. */
  readonly value: number | null;
  readonly threshold: number;
  /** Positive is strictly above the threshold; given where the label says otherwise than the value (incomplete). */
  readonly isUnknown?: boolean;
  readonly className?: string;
};

/** Circle with a tick above the threshold, square with a cross at or below it, dashed square where unknown. */
export function ValueGlyph({ value, threshold, isUnknown = false, className }: ValueGlyphProps) {
  const isMissing = isUnknown || value === null;
  const isPositive = !isMissing && value > threshold;
  const name = isMissing ? "unknown" : isPositive ? "positive" : "negative";
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      style={
        isMissing
          ? undefined
          : { background: valueColour(value, threshold), color: valueInk(value, threshold) }
      }
      className={classNames(
        "inline-grid size-4 shrink-0 place-items-center text-[10px] leading-none font-bold",
        isMissing && "rounded-[3px] border-[1.5px] border-dashed border-edge text-ink2",
        !isMissing && (isPositive ? "rounded-full" : "rounded-[3px]"),
        className,
      )}
    >
      {isMissing ? "?" : isPositive ? "✓" : "✕"}
    </span>
  );
}
