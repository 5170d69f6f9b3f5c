import { useId } from "react";
import { simulatedLong, simulatedShort } from "@/lib/simulator/notice.ts";
import { classNames } from "./class-names.ts";
import { Tag } from "./tag.tsx";

type SimulatedBadgeProps = {
  /** Other words for the badge, where what is simulated is no model. */
  readonly text?: string;
  readonly className?: string;
};

/** Stands wherever a number comes from the simulator; what that means shows on hover and on focus. */
export function SimulatedBadge({ text = simulatedShort, className }: SimulatedBadgeProps) {
  const id = useId();
  return (
    <span className={classNames("group relative inline-flex", className)}>
      <Tag tone="warn" tabIndex={0} aria-describedby={id}>
        {text}
      </Tag>
      <span
        id={id}
        role="tooltip"
        className="rounded-control border-line bg-surface text-small text-ink2 shadow-float absolute top-full left-0 z-50 mt-1.5 hidden w-80 border px-2.5 py-1.5 font-normal whitespace-normal group-focus-within:block group-hover:block max-sm:fixed max-sm:inset-x-3 max-sm:top-auto max-sm:bottom-20 max-sm:w-auto"
      >
        {simulatedLong}
      </span>
    </span>
  );
}
