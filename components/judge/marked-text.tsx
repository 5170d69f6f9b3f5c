type MarkedTextProps = {
  readonly text: string;
  /** UTF-16 units; null marks nothing. */
  readonly span: { readonly start: number; readonly end: number } | null;
};

/** A text as plain characters, with the answer marked where the judge read it. */
export function MarkedText({ text, span }: MarkedTextProps) {
  return (
    <p className="text-read max-w-[68ch] wrap-anywhere whitespace-pre-wrap">
      {span ? (
        <>
          {text.slice(0, span.start)}
          <mark className="bg-ans text-ink rounded-[3px] box-decoration-clone px-[3px] py-px">
            {text.slice(span.start, span.end)}
          </mark>
          {text.slice(span.end)}
        </>
      ) : (
        text
      )}
    </p>
  );
}
