import type { ReactNode } from "react";

type PageHeaderProps = {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly children?: ReactNode;
};

/** The title of a page, what it adds up to, and its actions; they wrap under the title on a phone. */
export function PageHeader({ title, note, children }: PageHeaderProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
      <h1 className="text-title min-w-0 wrap-anywhere">{title}</h1>
      {note && <div className="text-ink3 min-w-0 max-md:basis-full">{note}</div>}
      <div className="flex-1 max-md:hidden" />
      {children}
    </div>
  );
}
