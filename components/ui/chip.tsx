import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import { formatCount } from "./format.ts";

type ChipProps = ComponentProps<"button"> & { readonly isOn: boolean; readonly count?: number | undefined };

/** A filter that is on or off, with the number of rows behind it. */
export function Chip({ isOn, count, children, className, ...rest }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      {...rest}
      className={classNames(
        "inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full border px-[9px] text-small whitespace-nowrap transition-colors pointer-coarse:h-11 pointer-coarse:px-4",
        isOn ? "border-ink bg-ink text-bg" : "border-line2 bg-surface hover:bg-sunken",
        className,
      )}
    >
      {children}
      {count !== undefined && <span className={isOn ? "opacity-70" : "text-ink3"}>{formatCount(count)}</span>}
    </button>
  );
}
