import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

type EmptyNoteProps = {
  readonly title: string;
  readonly children?: ReactNode;
  /** The next step, as buttons or links. */
  readonly actions?: ReactNode;
  /** The note is all there is on the page, so its title is the page's. */
  readonly isPage?: boolean;
  readonly className?: string;
};

/** Nothing here yet: why, and what to do about it. */
export function EmptyNote({ title, children, actions, isPage = false, className }: EmptyNoteProps) {
  return (
    <div className={classNames("flex flex-col items-center gap-2 px-6 py-10 text-center", className)}>
      {isPage ? <h1 className="text-title">{title}</h1> : <p className="text-section">{title}</p>}
      {children && <div className="text-ink2 max-w-[52ch]">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
