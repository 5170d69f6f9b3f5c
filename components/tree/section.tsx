import type { ReactNode } from "react";

type SectionProps = { title: ReactNode; note?: ReactNode; children: ReactNode };

/** A part of the inspector under its own heading. */
export function Section({ title, note, children }: SectionProps) {
  return (
    <section className="border-line border-b px-4 py-3">
      <h3 className="text-small text-ink2 mb-2 flex flex-wrap items-center gap-2 font-semibold">
        {title}
        {note && <span className="text-tiny text-ink3 ml-auto font-normal">{note}</span>}
      </h3>
      {children}
    </section>
  );
}
