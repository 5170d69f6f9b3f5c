import type { JudgedItem } from "@/lib/http/wire/judged-item.ts";

type ComparedFormsProps = { readonly judged: JudgedItem; readonly gold: string };

const between = { correct: "=", incorrect: "≠", unknown: "?" } as const;
const betweenWords = {
  correct: "equals",
  incorrect: "differs from",
  unknown: "cannot be told from",
} as const;

/** Answer and gold side by side: as written, as compared, and what kind of thing each was read as. */
export function ComparedForms({ judged, gold }: ComparedFormsProps) {
  const { answer, normalizedGold, typeAnswer, typeGold, verdict } = judged;
  return (
    <section
      aria-label="Comparison"
      className="bg-sunken grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-stretch gap-x-3 rounded-[8px] px-3.5 py-3"
    >
      <Side
        title="Answer"
        raw={answer?.raw ?? null}
        compared={answer?.normalized ?? null}
        type={typeAnswer}
      />
      <div
        className="text-ink2 grid place-items-center self-center text-[20px] font-semibold"
        aria-label={betweenWords[verdict]}
        role="img"
      >
        {between[verdict]}
      </div>
      <Side
        title="Gold"
        raw={gold}
        compared={normalizedGold === "" ? null : normalizedGold}
        type={typeGold}
      />
    </section>
  );
}

type SideProps = {
  readonly title: string;
  readonly raw: string | null;
  readonly compared: string | null;
  readonly type: string | null;
};

function Side({ title, raw, compared, type }: SideProps) {
  return (
    <div className="min-w-0">
      <h3 className="text-tiny text-ink3 flex items-center gap-1.5">
        {title}
        {type !== null && (
          <span className="bg-surface rounded-tag text-ink2 px-1.5">{type.replaceAll("-", " ")}</span>
        )}
      </h3>
      <p
        dir="auto"
        className="mt-0.5 max-h-24 overflow-y-auto font-mono text-[16px] leading-6 font-semibold wrap-anywhere"
      >
        {compared ?? <span className="text-ink3 font-sans text-[13px] font-normal">nothing to compare</span>}
      </p>
      <p className="text-small text-ink3 mt-0.5 line-clamp-2 wrap-anywhere" title={raw ?? undefined}>
        {raw === null ? (
          "none found"
        ) : (
          <>
            written <code className="text-ink2">{raw.length > 300 ? `${raw.slice(0, 300)}…` : raw}</code>
          </>
        )}
      </p>
    </div>
  );
}
