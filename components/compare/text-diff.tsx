"use client";
import { useMemo } from "react";
import { TextPieces } from "@/components/tree/marked-text.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { diffTexts } from "@/lib/draw/diff-texts.ts";
import { SideMark } from "./side-mark.tsx";

/** Two texts beside each other, what differs marked on both; one above the other where it is narrow. */
export function TextDiff({ a, b }: { readonly a: string; readonly b: string }) {
  const diff = useMemo(() => diffTexts({ text: a, answer: null }, { text: b, answer: null }), [a, b]);
  return (
    <div className="@container">
      <p className="text-small text-ink3 mb-1">
        {formatNoun(diff.changedWords, "word")} {diff.changedWords === 1 ? "differs" : "differ"}
      </p>
      <div className="divide-line border-line max-@xl:divide-y grid rounded-[8px] border @xl:grid-cols-2 @xl:divide-x">
        {[
          { side: "A" as const, pieces: diff.left, text: a },
          { side: "B" as const, pieces: diff.right, text: b },
        ].map(({ side, pieces, text }) => (
          <div key={side} className="flex min-w-0 gap-2 px-2.5 py-2">
            <SideMark side={side} />
            <div className="text-small min-w-0 font-mono wrap-anywhere whitespace-pre-wrap">
              {text === "" ? <span className="text-ink3">(none)</span> : <TextPieces pieces={pieces} />}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
