"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { useFocusBack } from "./use-focus-back.ts";

type DialogProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Read out with the title: what the dialog is for. */
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons in the bottom row, the main one last. */
  readonly actions?: ReactNode;
  readonly size?: "md" | "lg";
};

/** A question that must be answered before going on; escape and the backdrop close it. */
export function Dialog({ isOpen, onClose, title, description, children, actions, size = "md" }: DialogProps) {
  useFocusBack(isOpen);
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[#100e0b66] transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          className={classNames(
            "fixed inset-x-3 top-1/2 z-50 mx-auto flex max-h-[calc(100dvh-32px)] -translate-y-1/2 flex-col rounded-card border border-line bg-surface shadow-float transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0",
            size === "lg" ? "max-w-[720px]" : "max-w-[460px]",
          )}
        >
          <div className="flex items-start gap-3 px-4 pt-3.5 pb-2">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-section wrap-anywhere">{title}</Base.Title>
              {description && <Base.Description className="text-ink2 mt-1">{description}</Base.Description>}
            </div>
            <Base.Close
              aria-label="Close"
              className={buttonClass({ variant: "ghost", size: "sm", isIcon: true })}
            >
              <X aria-hidden size={14} />
            </Base.Close>
          </div>
          {children && <div className="min-h-0 overflow-y-auto px-4 py-2">{children}</div>}
          {actions && (
            <div className="border-line flex flex-wrap justify-end gap-2 border-t px-4 py-3">{actions}</div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
