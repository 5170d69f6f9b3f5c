"use client";
import { simulatedLong, simulatedShort } from "@/lib/simulator/notice.ts";
import { Tag } from "./tag.tsx";
import { Tooltip } from "./tooltip.tsx";

type SimulatedBadgeProps = {
  /** Other words for the badge, where what is simulated is no model. */
  readonly text?: string;
  readonly className?: string;
};

/** Stands wherever a number comes from the simulator. */
export function SimulatedBadge({ text = simulatedShort, className }: SimulatedBadgeProps) {
  return (
    <Tooltip text={simulatedLong}>
      <Tag tone="warn" tabIndex={0} className={className ?? ""}>
        {text}
      </Tag>
    </Tooltip>
  );
}
