import { type Alternative, cutSpans } from "./cut-spans.ts";
import { tierWords } from "./judge-words.ts";

type MarkedTextProps = {
  readonly text: string;
  /** UTF-16 units; null marks nothing. */
  readonly span: { readonly start: number; readonly end: number } | null;
  readonly alternatives?: readonly Alternative[];
};

/** A text as plain characters: the answer marked where the judge read it, other candidates fainter with where they stand. */
export function MarkedText({ text, span, alternatives = [] }: MarkedTextProps) {
  return (
    <p className="text-read max-w-[68ch] wrap-anywhere whitespace-pre-wrap">
      {cutSpans(text, span, alternatives).map((piece, at) => {
        // Pieces have no identity but their place: another text makes another list.
        if (piece.kind === "plain") return <span key={at}>{piece.text}</span>;
        if (piece.kind === "answer")
          return (
            <mark
              key={at}
              className="bg-ans text-ink rounded-[3px] box-decoration-clone px-[3px] py-px font-semibold"
            >
              {piece.text}
            </mark>
          );
        return (
          <span key={at}>
            <mark className="text-ink decoration-edge bg-transparent underline decoration-dotted decoration-2 underline-offset-3">
              {piece.text}
            </mark>
            {piece.tier !== null && (
              <span className="text-tiny text-ink3 bg-surface rounded-tag ml-0.5 px-1 align-[1px] select-none">
                {tierWords(piece.tier)}
              </span>
            )}
          </span>
        );
      })}
    </p>
  );
}
