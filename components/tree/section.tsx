import type { ReactNode } from "react";

type SectionProps = { title: ReactNode; note?: ReactNode; children: ReactNode };

/** A part of the inspector under its own heading. */
export function Section({ title, note, children }: SectionProps) {
  return (
    <section className="border-b border-line px-4 py-3">
      <h3 className="mb-2 flex flex-wrap items-center gap-2 text-small font-semibold text-ink2">
        {title}
        {note && <span className="ml-auto text-tiny font-normal text-ink3">{note}</span>}
      </h3>
      {children}
    </section>
  );
}
