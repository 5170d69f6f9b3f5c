"use client";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button.tsx";
import { formatNoun } from "@/components/ui/format.ts";

type ChosenBarProps = {
  readonly count: number;
  readonly onClear: () => void;
  /** What can be done with them. */
  readonly children?: ReactNode;
};

/** How many questions are chosen and what to do with them; at the foot of the window while there are any. */
export function ChosenBar({ count, onClear, children }: ChosenBarProps) {
  return (
    <div
      role="status"
      className="pointer-events-none sticky bottom-3 z-20 flex justify-center max-md:bottom-20"
    >
      {count > 0 && (
        <div className="rounded-card border-line bg-surface shadow-float pointer-events-auto flex flex-wrap items-center gap-3 border px-3.5 py-2">
          <span className="font-[620]">{formatNoun(count, "question")} chosen</span>
          {children}
          <Button size="sm" variant="ghost" onClick={onClear}>
            Clear
          </Button>
        </div>
      )}
    </div>
  );
}
