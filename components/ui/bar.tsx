import { classNames } from "./class-names.ts";

type BarProps = {
  /** 0 to 1; more is drawn as full. */
  readonly share: number;
  readonly label: string;
  readonly colour?: string;
  readonly className?: string;
};

/** How much of a whole is there, as a line. */
export function Bar({ share, label, colour = "var(--ink)", className }: BarProps) {
  const percent = Math.max(0, Math.min(1, share)) * 100;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.round(percent)}
      aria-valuemin={0}
      aria-valuemax={100}
      className={classNames(
        "h-1.5 overflow-hidden rounded-full bg-sunken shadow-[inset_0_0_0_1px_var(--line)]",
        className,
      )}
    >
      <div
        className="h-full rounded-full transition-[width]"
        style={{ width: `${percent}%`, background: colour }}
      />
    </div>
  );
}
