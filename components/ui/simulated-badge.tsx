"use client";
import { Tag } from "./tag.tsx";
import { Tooltip } from "./tooltip.tsx";
import { simulatedLong, simulatedShort } from "@/lib/simulator/notice.ts";

/** Stands wherever a number comes from the simulator. */
export function SimulatedBadge({ className }: { readonly className?: string }) {
  return (
    <Tooltip text={simulatedLong}>
      <Tag tone="warn" tabIndex={0} className={className ?? ""}>
        {simulatedShort}
      </Tag>
    </Tooltip>
  );
}
