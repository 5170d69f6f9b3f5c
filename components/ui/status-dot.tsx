import { classNames } from "./class-names.ts";

const shapes = {
  growing: "rounded-full bg-accent shadow-[0_0_0_3px_var(--accentbg)]",
  queued: "rounded-full border-2 border-accent",
  paused: "rounded-[2px] border-2 border-warn",
  completed: "rounded-full bg-ink3",
  cancelled: "rounded-full border-2 border-ink3",
  failed: "rotate-45 rounded-[1px] bg-danger",
  waiting: "rounded-full border-2 border-line2",
} as const;

export type DotStatus = keyof typeof shapes;

/** Status is a shape: dot growing, hollow square paused, grey dot done, diamond failed. */
export function StatusDot({
  status,
  className,
}: {
  readonly status: DotStatus;
  readonly className?: string;
}) {
  return (
    <span aria-hidden className={classNames("inline-block size-2 shrink-0", shapes[status], className)} />
  );
}
