import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

type EmptyNoteProps = {
  readonly title: string;
  readonly children?: ReactNode;
  /** The next step, as buttons or links. */
  readonly actions?: ReactNode;
  readonly className?: string;
};

/** Nothing here yet: why, and what to do about it. */
export function EmptyNote({ title, children, actions, className }: EmptyNoteProps) {
  return (
    <div className={classNames("flex flex-col items-center gap-2 px-6 py-10 text-center", className)}>
      <p className="text-section">{title}</p>
      {children && <div className="max-w-[52ch] text-ink2">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
