import { classNames } from "@/components/ui/class-names.ts";
import type { MarkedPieces as Pieces } from "@/lib/http/wire/audit.ts";

/** A stretch of a completion with the taken answer marked and what looks like the gold underlined. */
export function MarkedPieces({ pieces, className }: { pieces: Pieces; className?: string }) {
  return (
    <span className={classNames("block wrap-anywhere whitespace-pre-wrap", className)}>
      {pieces.map(({ text, mark }, at) =>
        mark === "answer" ? (
          <mark key={at} className="bg-ans text-ink rounded-[3px] px-[3px]">
            {text}
          </mark>
        ) : mark === "gold" ? (
          <u key={at} className="decoration-accent decoration-2 underline-offset-3">
            {text}
          </u>
        ) : (
          text
        ),
      )}
    </span>
  );
}
