import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names.ts";

type PanelTabProps = {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly className?: string;
  /** The figures that say whether it is worth opening. */
  readonly children: ReactNode;
};

export const panelId = "run-panel";

/** Opens and closes what lies behind a few figures. */
export function PanelTab({ title, isOpen, onToggle, className, children }: PanelTabProps) {
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={isOpen ? panelId : undefined}
      onClick={onToggle}
      className={classNames(
        "rounded-control flex min-w-0 items-center gap-2 border px-3 py-1 text-left transition-colors",
        isOpen ? "border-ink bg-surface" : "border-line bg-surface hover:bg-sunken",
        className,
      )}
    >
      <span className="min-w-0 flex-1">
        <span className="text-tiny text-ink3 block">{title}</span>
        <span className="text-small block min-h-4 truncate tabular-nums">{children}</span>
      </span>
      <ChevronDown
        aria-hidden
        size={14}
        className={classNames("text-ink3 shrink-0 transition-transform", isOpen && "rotate-180")}
      />
    </button>
  );
}
