import { cutText, type Span, type TextPiece } from "@/lib/draw/cut-text.ts";
import { classNames } from "@/components/ui/class-names.ts";

/** Pieces of a model's text: plain text only, the answer and what differs marked. */
export function TextPieces({ pieces }: { pieces: readonly TextPiece[] }) {
  return pieces.map((piece, at) => {
    if (!piece.isAnswer && !piece.isChanged) return piece.text;
    const look = classNames(
      "rounded-[3px] box-decoration-clone text-ink",
      piece.isAnswer ? "bg-ans px-[3px] py-px" : "bg-mark px-px",
      piece.isChanged && "shadow-[inset_0_-1.5px_0_var(--accent)]",
    );
    return (
      // Pieces have no identity but their place: a new text makes a new list.
      <mark key={at} className={look}>
        {piece.text}
      </mark>
    );
  });
}

type MarkedTextProps = { text: string; answer: Span | null; className?: string };

/** A completion as it came, line breaks kept, with the stretch that the judge read as the answer. */
export function MarkedText({ text, answer, className }: MarkedTextProps) {
  if (text === "") return <p className="text-ink3">(an empty text)</p>;
  return (
    <div
      dir="auto"
      className={classNames("max-w-[68ch] text-read text-start wrap-anywhere whitespace-pre-wrap", className)}
    >
      <TextPieces pieces={cutText(text, [], answer)} />
    </div>
  );
}
