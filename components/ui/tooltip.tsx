"use client";
import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";

type TooltipProps = {
  readonly text: ReactNode;
  /** One element that takes a ref and can be focused. */
  readonly children: ReactElement<Record<string, unknown>>;
  readonly side?: "top" | "bottom" | "left" | "right";
};

/** A sentence about the thing under the pointer or the focus. Nothing may be said only here. */
export function Tooltip({ text, children, side = "top" }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger delay={300} render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup className="rounded-control border-line bg-surface text-small text-ink2 shadow-float max-w-[320px] border px-2.5 py-1.5">
            {text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
